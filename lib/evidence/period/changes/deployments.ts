import { planOfChangeSet } from '../../../golive/change-set-name';
import { type CloudTrailEvent, inRegion, parameterOf } from '../cloud-trail';
import type { PeriodInput } from '../input';
import { originsOf } from './principals';

/** A change of a stack of the stage that CloudFormation has taken on. How it ended CloudTrail does not tell. */
export interface Deployment {
  readonly id: string;
  readonly at: string;
  readonly action: string;
  readonly stack: string;
  /** Whose stack it is; undefined where it is the platform's. */
  readonly launch: string | undefined;
  readonly removes: boolean;
  /** Hash of the plan by which the change set is named. */
  readonly plan: string | undefined;
  readonly by: string;
}

/** What changes a stack; making a change set does not. */
const CHANGES: ReadonlySet<string> = new Set([
  ...['ExecuteChangeSet', 'CreateStack', 'UpdateStack', 'DeleteStack', 'RollbackStack', 'ContinueUpdateRollback'],
  ...['ExecuteStackRefactor', 'UpdateTerminationProtection', 'SetStackPolicy'],
]);

/** Every deployment that the export tells of, before and after the period, too. */
export const deploymentsOf = (input: PeriodInput): readonly Deployment[] => {
  const events = input.cloudTrail?.events ?? [];
  const own = `${input.stage.prefix}-${input.stage.name}-`;
  const originOf = originsOf(events);
  const stackOf = stacksOf(events);
  return events
    .filter((event) => isChange(event) && inRegion(input, event))
    .flatMap((event) => {
      const stack = stackOf(event);
      if (!stack?.startsWith(own)) return [];
      const changeSet = parameterOf(event, 'changeSetName');
      return [
        {
          ...{ id: event.eventID, at: event.eventTime, action: event.eventName, stack, by: originOf(event) },
          launch: stack.startsWith(`${own}launch-`) ? stack.slice(`${own}launch-`.length) : undefined,
          removes: event.eventName === 'DeleteStack',
          plan: changeSet === undefined ? undefined : planOfChangeSet(changeSet),
        },
      ];
    });
};

const isChange = ({ eventSource, eventName, errorCode }: CloudTrailEvent): boolean =>
  eventSource === 'cloudformation.amazonaws.com' && errorCode === undefined && CHANGES.has(eventName);

/** The stack of an event by name; a change set that is named by its ARN alone is looked up where it was made. */
const stacksOf = (events: readonly CloudTrailEvent[]): ((event: CloudTrailEvent) => string | undefined) => {
  const made = new Map(
    events
      .filter(({ eventName }) => eventName === 'CreateChangeSet')
      .map((event) => [String(event.responseElements?.id), parameterOf(event, 'stackName')] as const),
  );
  return (event) => {
    const stack = parameterOf(event, 'stackName') ?? made.get(parameterOf(event, 'changeSetName') ?? '');
    return stack === undefined ? undefined : (/:stack\/([^/]+)\//.exec(stack)?.[1] ?? stack);
  };
};
