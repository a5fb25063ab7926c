/** A CloudFormation value before its references are followed. */
export type Raw = string | number | boolean | null | undefined | readonly Raw[] | { readonly [key: string]: Raw };

export interface RawResource {
  readonly Type: string;
  readonly Properties?: { readonly [key: string]: Raw };
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly DependsOn?: string | readonly string[];
  readonly Metadata?: { readonly [key: string]: Raw };
}

/** The parts of a CloudFormation template that the analysis reads. */
export interface Template {
  readonly Resources?: Readonly<Record<string, RawResource>>;
  readonly Parameters?: Readonly<Record<string, { readonly Type: string; readonly Default?: Raw }>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: Raw; readonly Export?: { readonly Name: Raw } }>>;
  readonly Mappings?: Readonly<Record<string, Raw>>;
  readonly Conditions?: Readonly<Record<string, Raw>>;
}

/** One synthesised stack with the place it is deployed to. */
export interface StackTemplate {
  readonly stack: string;
  readonly account: string;
  readonly region: string;
  readonly terminationProtection?: boolean;
  readonly template: Template;
}

/** What an analysis found wrong with the templates, in words that say what to change. */
export interface TemplateProblem {
  /** Stable dotted code, for example `access.overGrant`. */
  readonly code: string;
  /** `<stack>/<logical id>`, or the stack. */
  readonly where: string;
  readonly message: string;
}

/** A value with every reference followed. */
export type Resolved = string | number | boolean | null | readonly Resolved[] | ResolvedMap;
export interface ResolvedMap {
  readonly [key: string]: Resolved | undefined;
}

/** A map, or an empty one where the value is something else. */
export const asMap = (value: Resolved | undefined): ResolvedMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as ResolvedMap) : {};

/** A list; a single value is a list of one, nothing is an empty list. */
export const asList = (value: Resolved | undefined): readonly Resolved[] => {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? (value as readonly Resolved[]) : [value];
};

/** Text, or undefined where the value is something else. */
export const asText = (value: Resolved | undefined): string | undefined =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;

/** The texts of a list or of a single value. */
export const asTexts = (value: Resolved | undefined): readonly string[] =>
  asList(value)
    .map(asText)
    .filter((text) => text !== undefined);
