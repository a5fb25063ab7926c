// Adds to the lock file the optional packages of other platforms that npm left out, because a registry does not have them or
// by its own old mistake (npm/cli#4828). Without them `npm ci` refuses the file everywhere. `npm run lock` runs it.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SYSTEMS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const PROCESSORS = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];
const LIBRARIES = { gnu: 'glibc', gnueabihf: 'glibc', musl: 'musl', musleabihf: 'musl' };

/** Optional dependencies that have no entry, each with the entry of the package that asks for it. */
const missingFrom = (packages) =>
  Object.values(packages).flatMap((entry) =>
    Object.entries(entry.optionalDependencies ?? {})
      .map(([name, version]) => ({ name, version, dev: entry.dev }))
      .filter(({ name }) => !Object.keys(packages).some((path) => path.endsWith(`node_modules/${name}`))),
  );

/** The entry of a platform's package: its version as asked for, its platform from its name. */
const entryOf = ({ name, version, dev }) => {
  const words = name.split(/[/-]/);
  const found = (known) => known.filter((word) => words.includes(word));
  const library = LIBRARIES[words.at(-1)];
  return {
    version: version.replace(/^[\^~]/, ''),
    ...(found(PROCESSORS).length === 0 ? {} : { cpu: found(PROCESSORS) }),
    ...(dev === true ? { dev } : {}),
    ...(library === undefined ? {} : { libc: [library] }),
    optional: true,
    ...(found(SYSTEMS).length === 0 ? {} : { os: found(SYSTEMS) }),
  };
};

const file = join(fileURLToPath(new URL('..', import.meta.url)), 'package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8'));
const missing = missingFrom(lock.packages);
for (const one of missing) lock.packages[`node_modules/${one.name}`] = entryOf(one);
const [[root, own], ...rest] = Object.entries(lock.packages);
lock.packages = { [root]: own, ...Object.fromEntries(rest.sort(([a], [b]) => a.localeCompare(b, 'en'))) };
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${missing.length} optional packages of other platforms added.`);
