import { z } from 'zod';
import { voiceSchema } from '../../contracts/brand';
import { computedTraitSchema } from '../../contracts/computed-trait';
import { catalogEventSchema } from '../../contracts/event';
import { identitySchema } from '../../contracts/identity';
import type { KnownName } from '../../contracts/known-names';
import { audienceSchema, launchSchema } from '../../contracts/launch';
import { channelsSchema, goalsSchema, purposesSchema, sourcesSchema, waiversSchema } from '../../contracts/platform';
import { policySchema } from '../../contracts/policy';
import { pricesSchema } from '../../contracts/prices';
import { teamsSchema } from '../../contracts/team';
import { readyVendorSchema, vendorSchema } from '../../contracts/vendor';
import type { Workspace } from '../workspace';
import { formOf } from './editor-forms';
import { type EditorNames, editorNames } from './editor-names';

/** Files that an editor helps with; the first line of each names its schema. */
const SCHEMAS: readonly (readonly [file: string, title: string, schema: z.ZodType])[] = [
  ['launches/launch.schema.json', 'A launch', launchSchema],
  ['platform/schemas/audience.schema.json', 'A segment or list', audienceSchema],
  ['platform/schemas/trait.schema.json', 'A computed trait', computedTraitSchema],
  ['platform/schemas/vendor.schema.json', 'A vendor', vendorSchema],
  ['platform/schemas/ready-vendor.schema.json', 'A vendor as it could be approved', readyVendorSchema],
  ['platform/schemas/event.schema.json', 'A version of an event', catalogEventSchema],
  ['platform/schemas/purposes.schema.json', 'Purposes', purposesSchema],
  ['platform/schemas/teams.schema.json', 'Teams', teamsSchema],
  ['platform/schemas/policy.schema.json', 'Policy', policySchema],
  ['platform/schemas/prices.schema.json', 'Prices', pricesSchema],
  ['platform/schemas/waivers.schema.json', 'Waivers', waiversSchema],
  ['platform/schemas/channels.schema.json', 'Channels', channelsSchema],
  ['platform/schemas/goals.schema.json', 'Goals', goalsSchema],
  ['platform/schemas/sources.schema.json', 'Sources', sourcesSchema],
  ['platform/schemas/identity.schema.json', 'Rules of identity', identitySchema],
  ['platform/schemas/voice.schema.json', 'The voice of the brand', voiceSchema],
];

/** JSON Schemas as text, by file: what `check` demands of the shape, and the workspace's names. Generated, never edited. */
export const editorSchemas = (workspace: Workspace): ReadonlyMap<string, string> => {
  const names = editorNames(workspace);
  return new Map(
    SCHEMAS.map(([file, title, schema]) => {
      // Who edits IT's files adds names as they go: there they are proposals.
      const strict = schema === launchSchema || schema === audienceSchema;
      const json = withNames(jsonSchema(schema), (kind) => ({
        ...names[kind],
        complete: strict && names[kind].complete,
      }));
      return [file, `${JSON.stringify({ title, ...json }, null, 2)}\n`];
    }),
  );
};

type Json = Readonly<Record<string, unknown>>;

const jsonSchema = (schema: z.ZodType): Json =>
  z.toJSONSchema(schema, {
    io: 'input',
    target: 'draft-7',
    override: ({ zodSchema, jsonSchema: json }) => {
      const form = formOf(zodSchema);
      if (form !== undefined) Object.assign(json, { patternErrorMessage: form });
    },
  });

/** Puts names in the place of `x-names`, all the way down. */
const withNames = (node: Json, namesOf: (kind: KnownName) => EditorNames): Json => {
  const { 'x-names': kind, ...rest } = Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, below(value, namesOf)]),
  );
  return kind === undefined ? rest : { ...rest, ...proposed(rest, namesOf(kind as KnownName)) };
};

const below = (value: unknown, namesOf: (kind: KnownName) => EditorNames): unknown => {
  if (Array.isArray(value)) return value.map((one) => below(one, namesOf));
  return typeof value === 'object' && value !== null ? withNames(value as Json, namesOf) : value;
};

/** Names as the keys of a record, or as values: the only ones, or proposals. */
const proposed = ({ type, additionalProperties }: Json, { names, complete }: EditorNames): Json => {
  if (type === 'object') return { properties: Object.fromEntries(names.map((name) => [name, additionalProperties])) };
  return complete ? { enum: names } : { examples: names };
};
