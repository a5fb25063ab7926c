import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

interface Entry {
  readonly version?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

describe('package-lock.json', () => {
  const text = readFileSync(resolve(__dirname, '../../package-lock.json'), 'utf8');
  const { packages } = JSON.parse(text) as { packages: Readonly<Record<string, Entry>> };

  // npm leaves out what its registry did not have, and `npm ci` then refuses the file: run `npm run lock`.
  it('lists the packages of every platform', () => {
    const listed = Object.keys(packages);
    const asked = Object.values(packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}));
    expect(asked.filter((name) => !listed.some((path) => path.endsWith(`node_modules/${name}`)))).toEqual([]);
  });

  it('names no registry', () => {
    expect(text).not.toContain('"resolved"');
  });
});
