interface Change {
  /** What it is of, for example `"price"` or `the properties`. */
  readonly of: string;
  readonly from?: unknown;
  readonly to?: unknown;
}

const json = (value: unknown): string => JSON.stringify(value);
const orNothing = (value: unknown): string => (value === undefined ? 'nothing' : json(value));

interface Moved {
  readonly name: string;
  readonly from: unknown;
  readonly to: unknown;
}

const moved =
  (subject: (name: string) => string, verb: string) =>
  ({ name, from, to }: Moved): string =>
    `${subject(name)} ${verb} ${orNothing(to)} instead of ${orNothing(from)}`;

const quoted = (name: string): string => `"${name}"`;

/** What differs between two versions of an event, as half a sentence. */
export const changePhrases = {
  'event.fact': ({ name, from, to }: Moved): string => `${name} went from ${orNothing(from)} to ${orNothing(to)}`,
  'event.identifies': moved(quoted, 'identifies'),
  'event.sets': moved((name) => `trait "${name}"`, 'is set from'),
  'event.context': moved(quoted, 'is taken from the context at'),
  'event.remembered': (): string => 'the event is remembered now',
  'event.forgotten': (): string => 'the event is not remembered any more',
  'event.remembers': ({ name }: { name: string }): string => `"${name}" is remembered now`,
  'event.forgets': ({ name }: { name: string }): string => `"${name}" is not remembered any more`,
  'schema.of': ({ property, change }: { property: string; change: string }): string =>
    `${property === '' ? 'the properties' : `"${property}"`}${change}`,
  'schema.keyword': ({ change }: { change: string }): string => `: ${change}`,
  'schema.added': (): string => ' was added',
  'schema.removed': (): string => ' was removed',
  'schema.renamed': ({ to }: { to: string }): string => ` was removed or renamed to "${to}"`,
  'schema.wasOpen': (): string => ' was open to any value before',
  'schema.otherValues': (): string => ' takes other values',
  'schema.required': (): string => ' is required',
  'schema.notRequired': (): string => ' is not required any more',
  'schema.closed': (): string => ' allow no undeclared properties any more',
  'schema.opened': (): string => ' allow other undeclared properties',
  'keyword.limit': ({ of, from, to }: Change): string =>
    `${of} went from ${json(from ?? 'none')} to ${json(to ?? 'none')}`,
  'keyword.type': ({ from, to }: Omit<Change, 'of'>): string =>
    `the type went from ${json(from ?? 'any')} to ${json(to ?? 'any')}`,
  'keyword.pii': ({ from, to }: Omit<Change, 'of'>): string =>
    `x-pii went from ${json(from ?? 'none')} to ${json(to ?? 'none')}: values before and after cannot be compared`,
  'keyword.demandGone': ({ of, from }: Change): string => `${demand(of)} ${json(from)} is gone`,
  'keyword.demand': ({ of, from, to }: Change): string =>
    `${demand(of)} is ${json(to)}${from === undefined ? ' now' : ` instead of ${json(from)}`}`,
  'keyword.anyValue': (): string => 'any value is allowed now',
  'keyword.onlyValues': ({ values }: { values: unknown }): string => `only ${json(values)} are allowed now`,
  'keyword.moreValues': ({ values }: { values: readonly string[] }): string => `${values.join(', ')} became possible`,
  'keyword.fewerValues': ({ values }: { values: readonly string[] }): string =>
    `${values.join(', ')} are not allowed any more`,
  'keyword.differ': (): string => 'items must differ from each other now',
  'keyword.repeat': (): string => 'items may repeat now',
  'keyword.other': ({ of }: Change): string => `${of} changed`,
};

const demand = (keyword: string): string => (keyword === 'multipleOf' ? keyword : `the ${keyword}`);
