import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lockFileSchema } from '../../../lib/evidence/lock-file';
import { sbomOf } from '../../../lib/evidence/sbom';
import { ROOT } from '../../support/shipped-platform';

const INTEGRITY = `sha512-${Buffer.alloc(64, 1).toString('base64')}`;
const lockOf = (packages: Readonly<Record<string, object>>) =>
  lockFileSchema.parse({
    name: 'coats',
    version: '1.0.0',
    lockfileVersion: 3,
    packages: { '': { dependencies: { a: '1' } }, ...packages },
  });
const bill = (packages: Readonly<Record<string, object>>) => sbomOf(lockOf(packages), { license: 'MIT' });
const component = (entry: object, path = 'node_modules/a') =>
  bill({ [path]: { version: '1.0.0', license: 'MIT', ...entry } }).components[0];

/** A package for one platform, and what brings it along. */
const NATIVE = 'node_modules/@a/linux';
const brings = (license: string, version = '1.0.0') => ({
  version,
  license,
  optionalDependencies: { '@a/linux': version },
});

describe('sbomOf', () => {
  it('names a package by its purl, with the hash that the lock file pins', () => {
    expect(component({ integrity: INTEGRITY }, 'node_modules/@scope/a')).toEqual({
      type: 'library',
      'bom-ref': 'pkg:npm/%40scope/a@1.0.0',
      group: '@scope',
      name: 'a',
      version: '1.0.0',
      scope: 'required',
      hashes: [{ alg: 'SHA-512', content: '01'.repeat(64) }],
      licenses: [{ expression: 'MIT' }],
      purl: 'pkg:npm/%40scope/a@1.0.0',
    });
  });

  it.each([
    { entry: { dev: true }, scope: 'excluded' },
    { entry: { optional: true }, scope: 'optional' },
    { entry: { optional: true, dev: true }, scope: 'excluded' },
  ])('says of $entry that it is $scope', ({ entry, scope }) => {
    expect(component(entry)?.scope).toBe(scope);
  });

  it('has a package that stands in the tree twice once, as the place has it that needs it most', () => {
    const { components } = bill({
      'node_modules/a': { version: '1.0.0', dev: true },
      'node_modules/b/node_modules/a': { version: '1.0.0' },
      'node_modules/c/node_modules/a': { version: '2.0.0' },
    });
    expect(components.map((one) => [one.purl, one.scope])).toEqual([
      ['pkg:npm/a@1.0.0', 'required'],
      ['pkg:npm/a@2.0.0', 'required'],
    ]);
  });

  it('finds what a package needs where Node does: in its own folder first', () => {
    const { dependencies } = bill({
      'node_modules/a': { version: '1.0.0', dependencies: { b: '2' } },
      'node_modules/a/node_modules/b': { version: '2.0.0', dependencies: { c: '1' } },
      'node_modules/b': { version: '1.0.0' },
      'node_modules/c': { version: '1.0.0', dependencies: { b: '1' } },
    });
    expect(Object.fromEntries(dependencies.map(({ ref, dependsOn }) => [ref, dependsOn]))).toEqual({
      'pkg:npm/coats@1.0.0': ['pkg:npm/a@1.0.0'],
      'pkg:npm/a@1.0.0': ['pkg:npm/b@2.0.0'],
      'pkg:npm/b@2.0.0': ['pkg:npm/c@1.0.0'],
      'pkg:npm/b@1.0.0': [],
      'pkg:npm/c@1.0.0': ['pkg:npm/b@1.0.0'],
    });
  });

  it.each([
    { case: 'an expression', packages: {}, own: '(MIT OR Apache-2.0)', said: { expression: '(MIT OR Apache-2.0)' } },
    { case: 'other words', packages: {}, own: 'SEE LICENSE IN a/b', said: { license: { name: 'SEE LICENSE IN a/b' } } },
    {
      case: 'the licence of what brings it along',
      packages: { 'node_modules/a': brings('MIT') },
      said: { expression: 'MIT', acknowledgement: 'concluded' },
    },
    { case: 'that it is not known', packages: {}, said: { license: { name: 'not known' } } },
    {
      case: 'that it is not known where another version brings it along',
      packages: { 'node_modules/a': brings('MIT', '2.0.0') },
      said: { license: { name: 'not known' } },
    },
    {
      case: 'that it is not known where two bring it along under two licences',
      packages: { 'node_modules/a': brings('MIT'), 'node_modules/b': brings('ISC') },
      said: { license: { name: 'not known' } },
    },
  ])('says $case', ({ packages, own, said }) => {
    const { components } = bill({ ...packages, [NATIVE]: { version: '1.0.0', license: own } });
    expect(components.find(({ name }) => name === 'linux')?.licenses).toEqual([said]);
  });

  it('has a serial number that follows from what is in it', () => {
    const one = bill({ 'node_modules/a': { version: '1.0.0' } });
    expect(bill({ 'node_modules/a': { version: '1.0.0' } })).toEqual(one);
    expect(bill({ 'node_modules/a': { version: '1.0.1' } }).serialNumber).not.toBe(one.serialNumber);
    expect(one.serialNumber).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('knows the licence of every package of the project, and leads to none that it does not have', () => {
    const lock = lockFileSchema.parse(JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')));
    const { components, dependencies } = sbomOf(lock, { license: 'MIT' });
    const isKnown = (licenses: readonly object[] | undefined) =>
      licenses?.length === 1 && !JSON.stringify(licenses).includes('not known');
    expect(components.filter(({ licenses }) => !isKnown(licenses))).toEqual([]);
    const refs = new Set(components.map((one) => one['bom-ref']));
    expect(dependencies.flatMap(({ dependsOn }) => dependsOn).filter((ref) => !refs.has(ref))).toEqual([]);
    expect(dependencies).toHaveLength(components.length + 1);
  });
});
