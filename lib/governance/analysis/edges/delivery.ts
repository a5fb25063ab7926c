import type { ServiceEdge } from '../edge-kinds';
import type { Model, ModelResource } from '../model';
import { logNeeds, publishNeeds, roleCaller, sendNeeds, serviceCaller } from '../service-calls';
import type { Resolved } from '../template';
import { asList, asMap, asText, asTexts } from '../template';

const EVENTS = 'events.amazonaws.com';

/** Edges on which a service hands something over: rules, bus, alarms, schedules, topics, dead letters. */
export const deliveryEdges = (model: Model): readonly ServiceEdge[] => [
  ...model.ofType('AWS::Events::Rule').flatMap((rule) => ruleEdges(model, rule)),
  ...model
    .ofType('AWS::Events::EventBus')
    .flatMap((bus) => deadLetterOf(model, bus, bus.props.DeadLetterConfig, 'bus -> dead letter', EVENTS)),
  ...model
    .ofType('AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm')
    .flatMap((alarm) => alarmEdges(model, alarm)),
  ...model.ofType('AWS::Scheduler::Schedule').flatMap((schedule) => scheduleEdges(model, schedule)),
  ...model.ofType('AWS::SNS::Subscription').flatMap((subscription) => subscriptionEdges(model, subscription)),
  ...model.ofType('AWS::SQS::Queue').flatMap((queue) => redriveEdges(model, queue)),
];

const external = (kind: string, from: ModelResource, target: string): ServiceEdge => ({
  kind,
  from,
  target,
  needs: [],
  faults: [],
});

type NeedsOf = (model: Model, target: ModelResource, by: ReturnType<typeof serviceCaller>) => ServiceEdge['needs'];

const TARGETS: Readonly<Record<string, NeedsOf>> = {
  'AWS::SQS::Queue': sendNeeds,
  'AWS::SNS::Topic': publishNeeds,
  'AWS::Lambda::Function': (_, fn, by) => [
    { ...by, action: 'lambda:InvokeFunction', resource: fn.arn, why: 'it calls the function' },
  ],
  'AWS::Lambda::Alias': (_, alias, by) => [
    { ...by, action: 'lambda:InvokeFunction', resource: alias.arn, why: 'it calls the alias' },
  ],
  'AWS::Logs::LogGroup': (_, group, by) => logNeeds(group, by).map((need) => ({ ...need, policyOf: 'logs' })),
};

const kindName = (type: string): string => type.split('::')[2]?.toLowerCase().replace('loggroup', 'log group') ?? type;

/** An edge to a target of whatever type; a type that cannot be judged is a fault. */
const toTarget = (
  model: Model,
  from: ModelResource,
  start: string,
  arn: string,
  by: ReturnType<typeof serviceCaller>,
): ServiceEdge => {
  const to = model.find(arn, ...Object.keys(TARGETS));
  if (to === undefined) {
    const known = model.find(arn);
    const faults = known === undefined ? [] : [`the analysis cannot judge a target of type ${known.type}`];
    return { ...external(`${start} -> elsewhere`, from, arn), faults };
  }
  const needs = TARGETS[to.type]?.(model, to, by) ?? [];
  return { kind: `${start} -> ${kindName(to.type)}`, from, to, target: arn, needs, faults: [] };
};

const ruleEdges = (model: Model, rule: ModelResource): readonly ServiceEdge[] =>
  asList(rule.props.Targets).flatMap((item) => {
    const target = asMap(item);
    const role = model.find(asText(target.RoleArn), 'AWS::IAM::Role');
    const by = role === undefined ? serviceCaller(EVENTS, rule) : roleCaller(role);
    return [
      toTarget(model, rule, 'rule', asText(target.Arn) ?? '', by),
      ...deadLetterOf(model, rule, target.DeadLetterConfig, 'rule -> dead letter', EVENTS),
    ];
  });

const deadLetterOf = (
  model: Model,
  from: ModelResource,
  config: Resolved | undefined,
  kind: string,
  service: string,
): readonly ServiceEdge[] =>
  asTexts(asMap(config).Arn).map((arn) => {
    const to = model.find(arn, 'AWS::SQS::Queue');
    if (to === undefined) return external(kind, from, arn);
    return { kind, from, to, target: arn, needs: sendNeeds(model, to, serviceCaller(service, from)), faults: [] };
  });

const alarmEdges = (model: Model, alarm: ModelResource): readonly ServiceEdge[] =>
  ['AlarmActions', 'OKActions', 'InsufficientDataActions']
    .flatMap((property) => asTexts(alarm.props[property]))
    .filter((arn, index, all) => all.indexOf(arn) === index)
    .map((arn) => toTarget(model, alarm, 'alarm', arn, serviceCaller('cloudwatch.amazonaws.com', alarm)));

/** Scheduler works under a role only: the role must trust it for the schedule's group, and may send. */
const scheduleEdges = (model: Model, schedule: ModelResource): readonly ServiceEdge[] => {
  const target = asMap(schedule.props.Target);
  const roleArn = asText(target.RoleArn) ?? '';
  const arn = asText(target.Arn) ?? '';
  const role = model.find(roleArn, 'AWS::IAM::Role');
  if (role === undefined) return [external('schedule -> role', schedule, roleArn)];
  const { account, region } = schedule;
  const group = `arn:aws:scheduler:${region}:${account}:schedule-group/${asText(schedule.props.GroupName) ?? 'default'}`;
  const trust = {
    ...serviceCaller('scheduler.amazonaws.com', schedule, group),
    action: 'sts:AssumeRole',
    resource: role.arn,
    why: 'the schedule works under this role',
  };
  const edge = toTarget(model, schedule, 'schedule', arn, roleCaller(role));
  const deadLetters = asTexts(asMap(target.DeadLetterConfig).Arn).map((letter) =>
    toTarget(model, schedule, 'schedule dead letter', letter, roleCaller(role)),
  );
  return [{ ...edge, needs: [trust, ...edge.needs] }, ...deadLetters];
};

const subscriptionEdges = (model: Model, subscription: ModelResource): readonly ServiceEdge[] => {
  const { Protocol, Endpoint, TopicArn, RedrivePolicy } = subscription.props;
  const endpoint = asText(Endpoint) ?? '';
  const topic = model.find(asText(TopicArn), 'AWS::SNS::Topic') ?? subscription;
  const by = serviceCaller('sns.amazonaws.com', topic);
  // People confirm mail and text messages themselves; AWS asks for no policy.
  const personal = ['email', 'email-json', 'sms'].includes(asText(Protocol) ?? '');
  const main = personal
    ? { ...external('topic -> person', topic, 'a confirmed address'), faults: [] }
    : toTarget(model, topic, 'topic', endpoint, by);
  const redrive = asMap(typeof RedrivePolicy === 'string' ? (JSON.parse(RedrivePolicy) as Resolved) : RedrivePolicy);
  return [
    main,
    ...asTexts(redrive.deadLetterTargetArn).map((arn) => ({
      ...toTarget(model, topic, 'topic', arn, by),
      kind: 'topic -> dead letter',
    })),
  ];
};

/** SQS moves messages itself: the dead letter queue must let this source, be of the same kind, and keep at least as long. */
const redriveEdges = (model: Model, queue: ModelResource): readonly ServiceEdge[] =>
  asTexts(asMap(queue.props.RedrivePolicy).deadLetterTargetArn).map((arn) => {
    const to = model.find(arn, 'AWS::SQS::Queue');
    if (to === undefined) return external('queue -> dead letter', queue, arn);
    return { kind: 'queue -> dead letter', from: queue, to, target: arn, needs: [], faults: redriveFaults(queue, to) };
  });

const DEFAULT_RETENTION = 345_600;
const LONGEST_RETENTION = 1_209_600;

const redriveFaults = (queue: ModelResource, deadLetter: ModelResource): readonly string[] => {
  const allow = asMap(deadLetter.props.RedriveAllowPolicy);
  const permission = asText(allow.redrivePermission) ?? 'allowAll';
  const permitted =
    permission === 'allowAll' || (permission === 'byQueue' && asTexts(allow.sourceQueueArns).includes(queue.arn));
  const kept = (of: ModelResource): number => Number(of.props.MessageRetentionPeriod ?? DEFAULT_RETENTION);
  return [
    ...(permitted ? [] : [`RedriveAllowPolicy of ${deadLetter.name} does not name ${queue.arn}`]),
    ...(queue.props.FifoQueue === deadLetter.props.FifoQueue ? [] : ['one of the two is FIFO, the other is not']),
    // A moved message keeps its age in a standard queue: a shorter retention would delete it at once.
    ...(kept(deadLetter) > kept(queue) || kept(deadLetter) === LONGEST_RETENTION
      ? []
      : [
          `${deadLetter.name} keeps messages ${kept(deadLetter)} s, not longer than the ${kept(queue)} s of ${queue.name}`,
        ]),
  ];
};
