import type { ValidateFunction } from 'ajv';
import type { PiiKind } from '../../contracts/event';
import type { Source } from '../../contracts/platform';
import type { PlatformConfig } from '../../contracts/platform-config';
import { latestEvents } from '../workspace/catalog';
import { platformConfig } from '../workspace/platform-config';
import { compileProperties } from '../workspace/properties-validator';
import type { Workspace } from '../workspace/workspace';
import type { Target } from './columns';
import type { EdgeCode, EdgeJudge } from './edge-code';
import { type ImportKind, type PropertySchema, STATUSES } from './kinds';

/** Source under which everything is imported. */
export const IMPORT_SOURCE = 'import';

/** What the rows of one file are judged by. */
export interface RowRules {
  readonly kind: ImportKind;
  readonly targets: ReadonlyMap<string, Target>;
  readonly judge: EdgeJudge;
  /** Events of the kind, by name. */
  readonly events: ReadonlyMap<string, EventRules>;
  readonly purposes: readonly string[];
  readonly channels: readonly string[];
  /** Trait that only tells who is meant -> kind of the identifier. */
  readonly identifiers: ReadonlyMap<string, PiiKind>;
  /** Time of rows that give none, ISO 8601. */
  readonly defaultAt: string | undefined;
  /** Milliseconds. */
  readonly now: number;
}
export interface EventRules {
  readonly properties: Readonly<Record<string, PropertySchema>>;
  readonly validate: ValidateFunction;
}

export interface RulesOptions {
  readonly workspace: Workspace;
  readonly kind: ImportKind;
  readonly edge: EdgeCode;
  readonly defaultAt?: string | undefined;
  readonly now: Date;
}

/** The source that imports, as sources.yaml has it; undefined where IT has taken it out. */
export const importSource = ({ sources }: Pick<Workspace, 'sources'>): Source | undefined =>
  sources.find(({ source, history }) => source === IMPORT_SOURCE && history === true);

/** Compiles the rules of a kind, for columns that are still to be read. */
export const compileRules = ({ workspace, kind, edge, defaultAt, now }: RulesOptions): Omit<RowRules, 'targets'> => {
  const names = new Set(kind.hasStatus ? Object.values(STATUSES) : [kind.eventOf(undefined)]);
  const events = new Map(
    latestEvents(workspace.catalog)
      .filter(({ event }) => names.has(event))
      .map(({ event, schema }): [string, EventRules] => [
        event,
        {
          properties: (schema.properties ?? {}) as EventRules['properties'],
          validate: compileProperties(schema),
        },
      ]),
  );
  const config = platformConfig(workspace);
  const validators = Object.fromEntries([...events].map(([name, { validate }]) => [name, validate]));
  return {
    kind,
    judge: edge.judge({ ...config, catalog: only(config.catalog, names) }, IMPORT_SOURCE, validators),
    events,
    purposes: workspace.purposes.map(({ purpose }) => purpose),
    channels: workspace.channels.map(({ channel }) => channel),
    identifiers: new Map(workspace.identity.types.map((type) => [type.from, type.kind])),
    defaultAt,
    now: now.getTime(),
  };
};

const only = (catalog: PlatformConfig['catalog'], names: ReadonlySet<string>): PlatformConfig['catalog'] =>
  Object.fromEntries(Object.entries(catalog).filter(([name]) => names.has(name)));
