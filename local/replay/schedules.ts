import { GetScheduleCommand, ListSchedulesCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DateTime } from 'luxon';
import type { EmbeddedAws } from '../embedded-aws';
import { clientConfig } from '../foundation';

/** One time at which a deployed schedule is due. In stage `local` schedules are disabled: whoever moves the business clock starts the launch. */
export interface DueSchedule {
  readonly name: string;
  /** Epoch milliseconds, business time. */
  readonly at: number;
  /** Sends the schedule's own input to its own target. */
  readonly fire: () => Promise<void>;
}

/** The deployed schedules of a prefix, earliest first, with target and input as they were deployed. */
export const readSchedules = async (aws: EmbeddedAws, namePrefix: string): Promise<DueSchedule[]> => {
  const scheduler = new SchedulerClient(clientConfig(aws));
  const queues = new SQSClient(clientConfig(aws));
  const { Schedules: listed = [] } = await scheduler.send(new ListSchedulesCommand({ NamePrefix: namePrefix }));
  const due = await Promise.all(
    listed.map(async ({ Name: name = '', GroupName: group }) => {
      const found = await scheduler.send(new GetScheduleCommand({ Name: name, GroupName: group }));
      const { Arn: arn = '', Input: input = '{}' } = found.Target ?? {};
      const queueUrl = `${aws.endpoint}/${aws.account}/${arn.split(':').at(-1)}`;
      const times = timesOf({
        expression: found.ScheduleExpression ?? '',
        zone: found.ScheduleExpressionTimezone ?? 'UTC',
        ...(found.StartDate === undefined ? {} : { from: found.StartDate.getTime() }),
        ...(found.EndDate === undefined ? {} : { to: found.EndDate.getTime() }),
      });
      return times.map((at) => ({
        name,
        at,
        fire: async (): Promise<void> => {
          const body = input.replaceAll('<aws.scheduler.scheduled-time>', new Date(at).toISOString());
          await queues.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: body }));
        },
      }));
    }),
  );
  return due.flat().sort((a, b) => a.at - b.at);
};

export interface ScheduleTimes {
  readonly expression: string;
  readonly zone: string;
  readonly from?: number;
  readonly to?: number;
}

const HOUR = 3_600_000;

/** Instants of the two kinds of schedule that a launch can have: once, or hourly at a minute between two dates. */
export const timesOf = ({ expression, zone, from = 0, to = from }: ScheduleTimes): number[] => {
  const [, wall] = /^at\((\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?)\)$/.exec(expression) ?? [];
  if (wall !== undefined) return [DateTime.fromISO(wall, { zone }).toMillis()];
  const [, minute] = /^cron\((\d{1,2}) \* \* \* \? \*\)$/.exec(expression) ?? [];
  if (minute === undefined) throw new Error(`A launch's schedule is once or hourly, got "${expression}".`);
  const first = Math.floor(from / HOUR) * HOUR + Number(minute) * 60_000;
  const times: number[] = [];
  for (let at = first < from ? first + HOUR : first; at <= to; at += HOUR) times.push(at);
  return times;
};
