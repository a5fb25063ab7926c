import {
  CloudFormationClient,
  paginateDescribeStacks,
  paginateListStackResources,
} from '@aws-sdk/client-cloudformation';
import { EventBridgeClient, ListRulesCommand, ListTargetsByRuleCommand } from '@aws-sdk/client-eventbridge';
import { ListSchedulesCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { paginateGetParametersByPath, SSMClient } from '@aws-sdk/client-ssm';
import { clientConfig } from '../../../local/foundation';
import type { Running } from '../../../local/run';

/** What exists in the account, a line each: the stacks' resources, and what a launch is made of as its service tells it. */
export const inventory = async (running: Running): Promise<readonly string[]> => {
  const lists = await Promise.all([
    stacks(running),
    rules(running),
    parameters(running),
    schedules(running),
    alarms(running),
  ]);
  return lists.flat().sort();
};

const stacks = async ({ aws }: Running): Promise<string[]> => {
  const client = new CloudFormationClient(clientConfig(aws));
  const lines: string[] = [];
  for await (const { Stacks: found = [] } of paginateDescribeStacks({ client }, {})) {
    for (const { StackName: stack = '', StackStatus: status = '' } of found) {
      if (status === 'DELETE_COMPLETE') continue;
      lines.push(`stack ${stack} ${status}`);
      for await (const page of paginateListStackResources({ client }, { StackName: stack })) {
        for (const resource of page.StackResourceSummaries ?? []) {
          const { LogicalResourceId: id, ResourceType: type, PhysicalResourceId: name } = resource;
          lines.push(`resource ${stack} ${id} ${type} ${name}`);
        }
      }
    }
  }
  client.destroy();
  return lines;
};

const rules = async ({ aws, foundation: { busName } }: Running): Promise<string[]> => {
  const client = new EventBridgeClient(clientConfig(aws));
  const { Rules: found = [] } = await client.send(new ListRulesCommand({ EventBusName: busName }));
  const lines = await Promise.all(
    found.map(async ({ Name: rule = '', EventPattern: pattern, State: state }) => {
      const { Targets: targets = [] } = await client.send(
        new ListTargetsByRuleCommand({ EventBusName: busName, Rule: rule }),
      );
      return `rule ${rule} ${state} ${pattern} -> ${targets.map(({ Arn: arn }) => arn).join()}`;
    }),
  );
  client.destroy();
  return lines;
};

const parameters = async ({ aws }: Running): Promise<string[]> => {
  const client = new SSMClient(clientConfig(aws));
  const lines: string[] = [];
  for await (const { Parameters: found = [] } of paginateGetParametersByPath(
    { client },
    { Path: '/', Recursive: true },
  )) {
    for (const { Name: name, Value: value } of found) lines.push(`parameter ${name} = ${value}`);
  }
  client.destroy();
  return lines;
};

const schedules = async ({ aws }: Running): Promise<string[]> => {
  const client = new SchedulerClient(clientConfig(aws));
  const { Schedules: found = [] } = await client.send(new ListSchedulesCommand({}));
  client.destroy();
  return found.map(({ GroupName: group, Name: name, State: state }) => `schedule ${group}/${name} ${state}`);
};

const alarms = async ({ aws }: Running): Promise<string[]> => {
  const names: string[] = [];
  for (let from: string | undefined = ''; from !== undefined; ) {
    const page = await alarmPage(aws, from);
    names.push(...inXml(page, 'AlarmName'));
    [from] = inXml(page, 'NextToken');
  }
  if (names.length === 0) throw new Error('The emulator tells no alarm.');
  return names.map((name) => `alarm ${name}`);
};

const alarmPage = async ({ endpoint, region }: Running['aws'], from: string): Promise<string> => {
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=local/20260101/${region}/monitoring/aws4_request`,
    },
    body: new URLSearchParams({
      Action: 'DescribeAlarms',
      Version: '2010-08-01',
      MaxRecords: '100',
      ...(from !== '' && { NextToken: from }),
    }),
  });
  if (!answer.ok) throw new Error(`The emulator refuses to tell its alarms (${answer.status}).`);
  return answer.text();
};

const inXml = (text: string, tag: string): readonly string[] =>
  [...text.matchAll(new RegExp(`<${tag}>([^<]+)</${tag}>`, 'g'))].map(([, value = '']) => value);
