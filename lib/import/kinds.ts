import { CALL_EVENT, PLATFORM_EVENT } from '../../contracts/names';
import { latestEvents } from '../workspace/catalog';
import type { Workspace } from '../workspace/workspace';

export const IMPORT_KINDS = ['customers', 'consents', 'suppressions'] as const;
export type ImportKindName = (typeof IMPORT_KINDS)[number];

/** JSON Schema of one property, as far as the import reads it. */
export interface PropertySchema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly 'x-pii'?: string;
}

/** What a file of one kind holds. */
export interface ImportKind {
  readonly name: ImportKindName;
  /** Whether properties travel as the customer's traits or as the event's properties. */
  readonly carrier: 'trait' | 'property';
  /** Properties of the event's latest version. */
  readonly properties: Readonly<Record<string, PropertySchema>>;
  /** Whether a column `status` says which of two events a row is. */
  readonly hasStatus: boolean;
  /** Columns that must be there. */
  readonly required: readonly string[];
  /** Values of rows that do not give them. */
  readonly defaults: Readonly<Record<string, string>>;
  readonly eventOf: (status: string | undefined) => string;
}

/** Values of `status`, and what each means. */
export const STATUSES: Readonly<Record<string, string>> = {
  granted: PLATFORM_EVENT.consentGranted,
  denied: PLATFORM_EVENT.consentWithdrawn,
  withdrawn: PLATFORM_EVENT.consentWithdrawn,
};

/** The kinds, from the catalog: a property that an event gains is a column from then on. */
export const importKind = (name: ImportKindName, { catalog }: Pick<Workspace, 'catalog'>): ImportKind => {
  const properties = (event: string): ImportKind['properties'] =>
    (latestEvents(catalog).find((one) => one.event === event)?.schema.properties ?? {}) as ImportKind['properties'];
  const withdrawn = properties(PLATFORM_EVENT.consentWithdrawn);
  switch (name) {
    case 'customers':
      return {
        name,
        carrier: 'trait',
        properties: properties(CALL_EVENT.identify),
        hasStatus: false,
        required: [],
        defaults: {},
        eventOf: () => CALL_EVENT.identify,
      };
    case 'consents':
      return {
        name,
        carrier: 'property',
        properties: { ...withdrawn, ...properties(PLATFORM_EVENT.consentGranted) },
        hasStatus: true,
        required: ['purpose', 'channel', 'status'],
        defaults: {},
        eventOf: (status) => STATUSES[status ?? ''] ?? PLATFORM_EVENT.consentWithdrawn,
      };
    case 'suppressions':
      return {
        name,
        carrier: 'property',
        properties: withdrawn,
        hasStatus: false,
        required: [],
        defaults: { purpose: '*', channel: '*' },
        eventOf: () => PLATFORM_EVENT.consentWithdrawn,
      };
  }
};
