import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { themeSchema, voiceSchema } from '../../contracts/brand';
import { computedTraitSchema } from '../../contracts/computed-trait';
import { catalogEventSchema } from '../../contracts/event';
import { identitySchema } from '../../contracts/identity';
import { audienceSchema, launchSchema } from '../../contracts/launch';
import {
  accessSchema,
  channelsSchema,
  goalsSchema,
  platformSchema,
  purposesSchema,
  signalsSchema,
  sourcesSchema,
  topicsSchema,
  waiversSchema,
} from '../../contracts/platform';
import { policySchema } from '../../contracts/policy';
import { pricesSchema } from '../../contracts/prices';
import { teamsSchema } from '../../contracts/team';
import { vendorSchema } from '../../contracts/vendor';
import { say } from '../messages';
import { place } from './draft';
import { writtenAt } from './locate';
import { schemaDrafts } from './schema-issues';
import { soundPart } from './sound';
import { parseYaml, readYaml, type YamlFile } from './yaml-file';

/** A file with its typed content. */
export interface Read<T> {
  readonly yaml: YamlFile;
  /** Absent where the content does not have the file's shape. */
  readonly data?: T;
  /** What of the content has the file's shape, for checks; read it only inside `eachSound` or `ifSound`. */
  readonly sound?: T | undefined;
}

/** Every file of the workspace, each parsed for itself. */
export type Files = ReturnType<typeof readFiles>;

/** Reads the organisation and its stages. */
export const readPlatform = (root: string) => readOne(root, 'platform/platform.yaml', platformSchema);

/** Reads all YAML of the project, in the order of names. */
export const readFiles = (root: string) => ({
  platform: readPlatform(root),
  teams: readOne(root, 'platform/teams.yaml', teamsSchema),
  goals: readOne(root, 'platform/goals.yaml', goalsSchema),
  channels: readOne(root, 'platform/channels.yaml', channelsSchema),
  purposes: readOne(root, 'platform/purposes.yaml', purposesSchema),
  sources: readOne(root, 'platform/sources.yaml', sourcesSchema),
  signals: readOne(root, 'platform/signals.yaml', signalsSchema, '{}'),
  identity: readOne(root, 'platform/identity.yaml', identitySchema),
  topics: readOne(root, 'platform/topics.yaml', topicsSchema),
  policy: readOne(root, 'platform/policy.yaml', policySchema),
  prices: readOne(root, 'platform/prices.yaml', pricesSchema, 'sending: []'),
  access: readOne(root, 'platform/access.yaml', accessSchema, 'functions: {}'),
  waivers: readOne(root, 'platform/waivers.yaml', waiversSchema, 'waivers: []'),
  voice: readOne(root, 'brand/voice.yaml', voiceSchema, 'tone: ""'),
  theme: readOne(root, 'brand/theme.yaml', themeSchema, '{}'),
  vendors: yamlIn(root, 'platform/vendors').map((file) => readOne(root, file, vendorSchema)),
  events: foldersIn(root, 'platform/events')
    .flatMap((folder) => yamlIn(root, folder))
    .map((file) => readOne(root, file, catalogEventSchema)),
  audiences: yamlIn(root, 'audiences').map((file) => readOne(root, file, audienceSchema)),
  computedTraits: yamlIn(root, 'audiences/traits').map((file) => readOne(root, file, computedTraitSchema)),
  launches: yamlIn(root, 'launches').map((file) => readOne(root, file, launchSchema)),
});

/** Reads and types one file. A file that may be absent has a text that stands for it. */
const readOne = <T extends z.ZodType>(root: string, file: string, schema: T, whenAbsent?: string): Read<z.infer<T>> => {
  if (existsSync(join(root, file))) return typed(readYaml(root, file), schema);
  if (whenAbsent !== undefined) return typed({ ...parseYaml(file, whenAbsent), text: '' }, schema);
  const yaml = parseYaml(file, '{}');
  return { yaml: { ...yaml, findings: [place(yaml, { ...say('file.missing', { file }), path: [] })] } };
};

const typed = <T extends z.ZodType>(yaml: YamlFile, schema: T): Read<z.infer<T>> => {
  if (yaml.value === undefined) return { yaml };
  const parsed = schema.safeParse(yaml.value);
  if (parsed.success) return { yaml, data: parsed.data, sound: parsed.data };
  const drafts = schemaDrafts(schema, yaml.value, parsed.error.issues, (path) => writtenAt(yaml, path));
  const findings = [...yaml.findings, ...drafts.map((draft) => place(yaml, draft))];
  return { yaml: { ...yaml, findings }, sound: soundPart(schema, yaml.value) };
};

const yamlIn = (root: string, folder: string): readonly string[] =>
  entries(root, folder)
    .filter((entry) => (entry.isFile() || entry.isSymbolicLink()) && /\.ya?ml$/.test(entry.name))
    .map((entry) => `${folder}/${entry.name}`)
    .sort();

const foldersIn = (root: string, folder: string): readonly string[] =>
  entries(root, folder)
    .filter((entry) => entry.isDirectory())
    .map((entry) => `${folder}/${entry.name}`)
    .sort();

const entries = (root: string, folder: string) =>
  existsSync(join(root, folder)) ? readdirSync(join(root, folder), { withFileTypes: true }) : [];
