import { functionOf } from './edges/invocation';
import type { EventClass } from './event-classes';
import { EventPatternError, matchesPattern } from './event-pattern';
import type { Grant } from './grants';
import { grantsOf } from './grants';
import type { Model, ModelResource } from './model';
import { buildModel } from './model';
import type { Policies } from './policies';
import { policiesOf } from './policies';
import type { Resolved, ResolvedMap, StackTemplate, TemplateProblem } from './template';
import { asList, asMap, asText } from './template';
import { matchesWildcard } from './wildcard';

/** One rule and the classes of events it could take. */
export interface RuleReach {
  readonly rule: ModelResource;
  readonly takes: readonly EventClass[];
  /** Functions that its events can set to work, directly and through queues, streams and calls. */
  readonly functions: readonly ModelResource[];
  /** Classes of events that those functions may publish. */
  readonly emits: readonly EventClass[];
}

/**
 * Proves on the templates that no event can come back to the rule that took it. What a function may publish is read from its
 * permission to put events (condition `events:source`), so the proof rests on IAM and not on the functions' good will.
 */
export const loopProblems = (
  stacks: readonly StackTemplate[],
  classes: readonly EventClass[],
): readonly TemplateProblem[] => {
  const model = buildModel(stacks);
  const rules = model.ofType('AWS::Events::Rule').filter(({ props }) => props.ScheduleExpression === undefined);
  const broken = [...rules.flatMap((rule) => brokenPattern(rule, classes)), ...deadEnds(model)];
  if (broken.length > 0) return broken;
  const reaches = ruleReaches(model, classes);
  return [
    ...reaches.flatMap((reach) => loopsOf(reach, reaches)),
    ...reaches.flatMap(strangers),
    ...reaches.flatMap(replays),
    ...model.ofType('AWS::Events::Archive').flatMap((archive) => archived(archive, classes)),
  ];
};

/** What every rule takes, sets to work and lets out. */
export const ruleReaches = (model: Model, classes: readonly EventClass[]): readonly RuleReach[] => {
  const graph = new FunctionGraph(model, policiesOf(model));
  return model
    .ofType('AWS::Events::Rule')
    .filter(({ props }) => props.EventPattern !== undefined)
    .map((rule) => {
      const functions = graph.closure(
        asList(rule.props.Targets).flatMap((target) => graph.behind(asText(asMap(target).Arn))),
      );
      const sources = functions.flatMap((fn) => graph.publishes(fn));
      return {
        rule,
        takes: classes.filter(({ event }) => couldMatch(rule.props.EventPattern, event)),
        functions,
        // What a function publishes is never a replay: EventBridge alone sets that field.
        emits: classes.filter(
          ({ event, replayed }) =>
            !replayed && sources.some((source) => matchesWildcard(source, asText(event.source) ?? '')),
        ),
      };
    });
};

/** Whether an event with this envelope could match, whatever its detail holds. */
export const couldMatch = (pattern: Resolved | undefined, event: EventClass['event']): boolean =>
  matchesPattern(withoutDetail(asMap(pattern)), event);

const withoutDetail = (pattern: ResolvedMap): ResolvedMap =>
  Object.fromEntries(
    Object.entries(pattern)
      .filter(([key]) => key !== 'detail')
      .map(([key, value]) => [key, key === '$or' ? asList(value).map((one) => withoutDetail(asMap(one))) : value]),
  );

const brokenPattern = (rule: ModelResource, classes: readonly EventClass[]): readonly TemplateProblem[] => {
  const sample = classes[0]?.event ?? {};
  try {
    matchesPattern(rule.props.EventPattern, sample);
    couldMatch(rule.props.EventPattern, sample);
    return [];
  } catch (error) {
    if (!(error instanceof EventPatternError)) throw error;
    return [{ code: 'loop.pattern', where: rule.where, message: error.message }];
  }
};

/** A mapping that leads nowhere would make every proof true. */
const deadEnds = (model: Model): readonly TemplateProblem[] =>
  model
    .ofType('AWS::Lambda::EventSourceMapping')
    .filter(({ props }) => functionOf(model, asText(props.FunctionName)) === undefined)
    .map(({ where, props }) => ({
      code: 'loop.unknown',
      where,
      message: `The mapping's function ${asText(props.FunctionName)} is not in the templates: nothing can be proven.`,
    }));

const loopsOf = (start: RuleReach, all: readonly RuleReach[]): readonly TemplateProblem[] => {
  const path = wayBack(start, all);
  if (path === undefined) return [];
  return [
    {
      code: 'loop.formed',
      where: start.rule.where,
      message: `An event can come back to the rule that took it: ${path.join(' -> ')}.`,
    },
  ];
};

/** Shortest way from a rule over published events and further rules back to the same rule, in words. */
const wayBack = (start: RuleReach, all: readonly RuleReach[]): readonly string[] | undefined => {
  const queue: { reach: RuleReach; path: readonly string[] }[] = [{ reach: start, path: [start.rule.name] }];
  const seen = new Set<RuleReach>();
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const { reach, path } = next;
    for (const emitted of reach.emits)
      for (const taker of all.filter(({ takes }) => takes.includes(emitted))) {
        const further = [...path, reach.functions.map(({ name }) => name).join('/'), emitted.label, taker.rule.name];
        if (taker === start) return further;
        if (!seen.has(taker)) queue.push({ reach: taker, path: further });
        seen.add(taker);
      }
  }
  return undefined;
};

const first = (classes: readonly EventClass[]): string => {
  const more = classes.length > 1 ? ` and ${classes.length - 1} more` : '';
  return `${classes[0]?.label ?? ''}${more}`;
};

const strangers = ({ rule, takes }: RuleReach): readonly TemplateProblem[] => {
  const foreign = takes.filter(({ hop }) => hop === 'foreign');
  if (foreign.length === 0) return [];
  return [
    { code: 'loop.foreign', where: rule.where, message: `The rule takes events that are not ours: ${first(foreign)}.` },
  ];
};

/** Only what enters at the edge may be replayed into the platform; everything after it would happen twice. */
const replays = ({ rule, takes }: RuleReach): readonly TemplateProblem[] => {
  const again = takes.filter(({ hop, replayed }) => replayed && hop !== 'edge' && hop !== 'foreign');
  if (again.length === 0) return [];
  return [
    {
      code: 'loop.replay',
      where: rule.where,
      message: `The rule takes replayed events (${first(again)}); add "replay-name": [{"exists": false}] to its pattern.`,
    },
  ];
};

const archived = (archive: ModelResource, classes: readonly EventClass[]): readonly TemplateProblem[] => {
  const inner = classes.filter(
    ({ hop, event }) => hop !== 'edge' && couldMatch(archive.props.EventPattern ?? {}, event),
  );
  if (inner.length === 0) return [];
  return [
    {
      code: 'loop.archive',
      where: archive.where,
      message: `The archive keeps more than edge events: ${first(inner)}.`,
    },
  ];
};

/** Which function sets which to work: by queue, by stream, by call. */
class FunctionGraph {
  readonly #model: Model;
  readonly #grants = new Map<string, readonly Grant[]>();

  constructor(model: Model, policies: Policies) {
    this.#model = model;
    for (const fn of model.ofType('AWS::Lambda::Function')) {
      const role = model.find(asText(fn.props.Role), 'AWS::IAM::Role');
      this.#grants.set(fn.arn, role === undefined ? [] : grantsOf(model, policies, role));
    }
  }

  /** Functions that work on what arrives at an ARN: the function itself, or those mapped to the queue or stream. */
  behind(arn: string | undefined): readonly ModelResource[] {
    const called = functionOf(this.#model, arn);
    if (called !== undefined) return [called];
    return this.#model
      .ofType('AWS::Lambda::EventSourceMapping')
      .filter(({ props }) => props.EventSourceArn === arn)
      .flatMap(({ props }) => functionOf(this.#model, asText(props.FunctionName)) ?? []);
  }

  closure(start: readonly ModelResource[]): readonly ModelResource[] {
    const reached = new Set(start);
    for (const fn of reached) for (const next of this.#next(fn)) reached.add(next);
    return [...reached];
  }

  /** Sources under which a function may put events; `*` where nothing limits it. */
  publishes(fn: ModelResource): readonly string[] {
    return this.#of(fn, /^events:PutEvents$/).flatMap(({ limits }) => limits ?? ['*']);
  }

  #of(fn: ModelResource, action: RegExp): readonly Grant[] {
    return (this.#grants.get(fn.arn) ?? []).filter((grant) => action.test(grant.action));
  }

  #next(fn: ModelResource): readonly ModelResource[] {
    const sends = this.#of(fn, /^(sqs:SendMessage|lambda:Invoke)/).flatMap(({ resource }) => this.#fitting(resource));
    const writes = this.#of(fn, /^dynamodb:(Put|Update|Delete|BatchWrite|PartiQL(Insert|Update|Delete))/).flatMap(
      ({ resource }) => this.#fitting(resource).map((arn) => `${arn}/stream/LABEL`),
    );
    return [...sends, ...writes].flatMap((arn) => this.behind(arn));
  }

  #fitting(pattern: string): readonly string[] {
    return this.#model.resources.filter(({ arn }) => matchesWildcard(pattern, arn)).map(({ arn }) => arn);
  }
}
