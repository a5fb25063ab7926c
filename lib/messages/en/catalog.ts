import { listed, meant, type Names, type Words } from './words';

const order = (what: string, allowed: Names): Words => ({
  message: `${what}; allowed: ${[...allowed].join(', ')}`,
  fix: 'Number versions without a gap, from 1-0-0, and keep the files of all of them.',
});

interface Version {
  readonly version: string;
  readonly allowed: Names;
}

/** Events of the catalog, their schemas and versions; and the stages. */
export const catalogTexts = {
  'catalog.pii': ({ kind, allowed }: { kind: unknown; allowed: readonly string[] }): Words => ({
    message: `${JSON.stringify(kind)} is no kind of personal data; allowed: ${listed(allowed)}`,
    fix: meant(String(kind), allowed, 'Use an allowed kind.'),
  }),
  'catalog.open': (): Words => ({
    message: 'takes properties that nobody declared, and the bus carries declared ones only',
    fix: 'Add additionalProperties: false.',
  }),
  'catalog.schema': ({ problem }: { problem: string }): Words => ({
    message: problem,
    fix: 'Correct the JSON Schema.',
  }),
  'catalog.version.first': ({ version, allowed }: Version): Words => order(`"${version}" is the first`, allowed),
  'catalog.version.twice': ({ version, allowed, file }: Version & { file: string }): Words =>
    order(`"${version}" is there twice: ${file} too`, allowed),
  'catalog.version.gap': ({ version, allowed, before }: Version & { before: string }): Words =>
    order(`"${version}" does not follow ${before}`, allowed),
  'catalog.breaking': ({ change, before, level, needed, version, users }: Breaking): Words => ({
    message: `${change} since ${before}; that is a new ${level.toUpperCase()}, ${needed}, not ${version}; it reaches ${users.length === 0 ? 'nothing here' : listed(users)}`,
    fix: `Make it version ${needed} and mend what it reaches, or take the change back.`,
  }),
  'stage.qualifier': ({ qualifier }: { qualifier: string }): Words => ({
    message: `"${qualifier}" is the foundation's qualifier too: launches would deploy with its rights`,
    fix: 'Give launches a qualifier of their own.',
  }),
};

interface Breaking {
  /** What is different, as half a sentence. */
  readonly change: string;
  readonly before: string;
  readonly level: string;
  readonly needed: string;
  readonly version: string;
  readonly users: readonly string[];
}
