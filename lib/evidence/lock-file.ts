import { z } from 'zod';

const dependencies = z.record(z.string(), z.string()).default({});

const entrySchema = z.looseObject({
  name: z.string().optional(),
  version: z.string().optional(),
  resolved: z.string().optional(),
  integrity: z.string().optional(),
  license: z.string().optional(),
  dev: z.boolean().default(false),
  optional: z.boolean().default(false),
  dependencies,
  devDependencies: dependencies,
  optionalDependencies: dependencies,
  peerDependencies: dependencies,
});

/** `package-lock.json` of npm, version 3, as far as it is read. */
export const lockFileSchema = z.looseObject({
  name: z.string(),
  version: z.string(),
  lockfileVersion: z.literal(3),
  packages: z.record(z.string(), entrySchema),
});
export type LockFile = z.infer<typeof lockFileSchema>;
export type LockEntry = z.infer<typeof entrySchema>;

/** One installed package. */
export interface LockedPackage {
  /** Place in the tree: `node_modules/a/node_modules/b`. */
  readonly path: string;
  readonly name: string;
  readonly version: string;
  readonly entry: LockEntry;
}

/** All packages of a lock file but the project itself, by path. */
export const lockedPackages = ({ packages }: LockFile): readonly LockedPackage[] =>
  Object.entries(packages)
    .filter(([path]) => path !== '')
    .map(([path, entry]) => ({
      path,
      name: entry.name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
      version: entry.version ?? '',
      entry,
    }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));

/**
 * Packages that others bring along for one platform, each with the licence of those: it is built from the same sources, at
 * the same version, and npm notes a licence only of what is installed on the machine that wrote the lock file. Undefined
 * where nobody brings it along so, or several do under different licences.
 */
export const familyLicence = ({ name, version }: LockedPackage, { packages }: LockFile): string | undefined => {
  const parents = Object.values(packages).filter(
    (one) => one.version === version && one.optionalDependencies[name] === version,
  );
  const licences = new Set(parents.flatMap(({ license }) => license ?? []));
  return licences.size === 1 ? [...licences][0] : undefined;
};

/** Paths of the packages that one package finds under the names it asks for, as Node looks for them: from its own folder upwards. */
export const foundBy = (path: string, { packages }: Pick<LockFile, 'packages'>): readonly string[] => {
  const entry = packages[path];
  if (entry === undefined) return [];
  const wanted = {
    ...entry.dependencies,
    ...entry.optionalDependencies,
    ...entry.peerDependencies,
    ...(path === '' ? entry.devDependencies : {}),
  };
  return Object.keys(wanted)
    .flatMap((name) => find(path, name, packages) ?? [])
    .sort();
};

const find = (from: string, name: string, packages: LockFile['packages']): string | undefined => {
  const here = `${from === '' ? '' : `${from}/`}node_modules/${name}`;
  if (packages[here] !== undefined) return here;
  if (from === '') return undefined;
  const above = from.lastIndexOf('/node_modules/');
  return find(above < 0 ? '' : from.slice(0, above), name, packages);
};
