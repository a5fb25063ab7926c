import { canonicalJson } from '../governance/register/canonical-json';
import { hashOf } from './artifacts';
import { familyLicence, foundBy, type LockedPackage, type LockFile, lockedPackages } from './lock-file';

/** A software bill of materials as CycloneDX 1.6 has it; `serialNumber` follows from the rest, so equal lock files give equal bytes. */
export interface Sbom {
  readonly $schema: string;
  readonly bomFormat: 'CycloneDX';
  readonly specVersion: '1.6';
  readonly serialNumber: string;
  readonly version: 1;
  readonly metadata: object;
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

interface Component {
  readonly type: 'library';
  readonly 'bom-ref': string;
  readonly name: string;
  readonly group?: string;
  readonly version: string;
  /** `excluded`: needed to build and test, and not part of what runs. */
  readonly scope: 'required' | 'optional' | 'excluded';
  readonly hashes?: readonly { readonly alg: string; readonly content: string }[];
  readonly licenses?: readonly object[];
  readonly purl: string;
}

/** Everything that a project is made with, from its lock file, each package once with licence, hash and what it needs in turn. */
export const sbomOf = (lock: LockFile, { license = '' }: { readonly license?: string }): Sbom => {
  const packages = lockedPackages(lock);
  const refs = new Map([
    ['', purl(lock.name, lock.version)],
    ...packages.map((one) => [one.path, purlOf(one)] as const),
  ]);
  const refsOf = (path: string): readonly string[] => foundBy(path, lock).flatMap((found) => refs.get(found) ?? []);
  const root = purl(lock.name, lock.version);
  const body = {
    metadata: {
      component: {
        type: 'application',
        'bom-ref': root,
        name: lock.name,
        version: lock.version,
        purl: root,
        ...licences(license),
      },
    },
    components: unique(
      packages.map((one) => componentOf(one, lock)),
      (one) => one['bom-ref'],
      strongest,
    ),
    dependencies: merged(['', ...packages.map(({ path }) => path)].map((path) => [refs.get(path) ?? '', refsOf(path)])),
  };
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: serialOf(canonicalJson(body)),
    version: 1,
    ...body,
  };
};

const purl = (name: string, version: string): string => `pkg:npm/${name.replace(/^@/, '%40')}@${version}`;
const purlOf = ({ name, version }: LockedPackage): string => purl(name, version);

const componentOf = (one: LockedPackage, lock: LockFile): Component => {
  const { name, version, entry } = one;
  const [group, short = name] = name.startsWith('@') ? name.split('/') : [undefined, name];
  const hashes = hashesOf(entry.integrity);
  return {
    type: 'library',
    'bom-ref': purlOf(one),
    ...(group === undefined ? {} : { group }),
    name: short,
    version,
    scope: entry.dev ? 'excluded' : entry.optional ? 'optional' : 'required',
    ...(hashes.length === 0 ? {} : { hashes }),
    ...(entry.license === undefined ? concluded(familyLicence(one, lock)) : licences(entry.license)),
    purl: purlOf(one),
  };
};

const ALGORITHMS: Readonly<Record<string, string>> = {
  sha512: 'SHA-512',
  sha384: 'SHA-384',
  sha256: 'SHA-256',
  sha1: 'SHA-1',
};

const hashesOf = (integrity = ''): readonly { readonly alg: string; readonly content: string }[] =>
  integrity.split(/\s+/).flatMap((one) => {
    const [, name = '', base64 = ''] = /^(\w+)-(.+)$/.exec(one) ?? [];
    const alg = ALGORITHMS[name];
    return alg === undefined ? [] : [{ alg, content: Buffer.from(base64, 'base64').toString('hex') }];
  });

/** SPDX identifiers with their operators; whatever else a package says is told as it says it. */
const EXPRESSION = /^\(?[A-Za-z0-9.+-]+( (OR|AND|WITH) \(?[A-Za-z0-9.+-]+\)?)*\)?$/;

const licences = (text = ''): { readonly licenses?: readonly object[] } => {
  if (text === '') return {};
  return { licenses: [EXPRESSION.test(text) ? { expression: text } : { license: { name: text } }] };
};

/** What the package itself does not say: taken from the package that it is a part of, and marked as such, or not known. */
const concluded = (text: string | undefined): { readonly licenses: readonly object[] } => {
  const [licence = { license: { name: 'not known' } }] = text === undefined ? [] : (licences(text).licenses ?? []);
  if ('expression' in licence) return { licenses: [{ ...licence, acknowledgement: 'concluded' }] };
  return { licenses: [licence] };
};

const RANK = ['required', 'optional', 'excluded'] as const;

/** A package that stands in the tree twice is needed as much as the place that needs it most. */
const strongest = (a: Component, b: Component): Component => (RANK.indexOf(a.scope) <= RANK.indexOf(b.scope) ? a : b);

const unique = <T>(all: readonly T[], keyOf: (one: T) => string, better: (a: T, b: T) => T): readonly T[] => {
  const kept = new Map<string, T>();
  for (const one of all) {
    const other = kept.get(keyOf(one));
    kept.set(keyOf(one), other === undefined ? one : better(other, one));
  }
  return [...kept].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
};

const merged = (edges: readonly (readonly [ref: string, on: readonly string[]])[]): Sbom['dependencies'] => {
  const all = new Map<string, Set<string>>();
  for (const [ref, on] of edges) all.set(ref, new Set([...(all.get(ref) ?? []), ...on]));
  return [...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([ref, on]) => ({ ref, dependsOn: [...on].sort() }));
};

/** A UUID (RFC 9562, version 8) of what is in it. */
const serialOf = (text: string): string => {
  const hash = hashOf(text);
  const variant = '89ab'[Number.parseInt(hash[16] ?? '0', 16) % 4];
  const parts = [hash.slice(0, 8), hash.slice(8, 12), `8${hash.slice(13, 16)}`, `${variant}${hash.slice(17, 20)}`];
  return `urn:uuid:${parts.join('-')}-${hash.slice(20, 32)}`;
};
