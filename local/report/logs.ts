import {
  CloudWatchLogsClient,
  paginateDescribeLogGroups,
  paginateFilterLogEvents,
} from '@aws-sdk/client-cloudwatch-logs';
import type { EmbeddedAws } from '../embedded-aws';
import { clientConfig } from '../foundation';

/** A line that a function logged as JSON. */
export type LogLine = Readonly<Record<string, unknown>>;

/** Every JSON line of the log group of one handler, through the API. */
export const readLogLines = async (aws: EmbeddedAws, handler: string): Promise<LogLine[]> => {
  const client = new CloudWatchLogsClient(clientConfig(aws));
  const lines: LogLine[] = [];
  for await (const groups of paginateDescribeLogGroups({ client }, {})) {
    const group = groups.logGroups?.find(({ logGroupName }) => logGroupName?.endsWith(handler));
    if (group?.logGroupName === undefined) continue;
    for await (const page of paginateFilterLogEvents({ client }, { logGroupName: group.logGroupName })) {
      for (const { message } of page.events ?? []) lines.push(...jsonLines(message ?? ''));
    }
  }
  client.destroy();
  return lines;
};

const jsonLines = (message: string): LogLine[] =>
  message.split('\n').flatMap((line) => {
    if (!line.startsWith('{')) return [];
    try {
      return [JSON.parse(line) as LogLine];
    } catch (error) {
      if (error instanceof SyntaxError) return [];
      throw error;
    }
  });

/** Sum of a metric over the lines in CloudWatch's embedded format. */
export const metricSum = (lines: readonly LogLine[], metric: string): number =>
  lines.reduce(
    (sum, line) => sum + (line._aws !== undefined && typeof line[metric] === 'number' ? line[metric] : 0),
    0,
  );
