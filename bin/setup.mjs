// Runs before node modules exist: plain Node, no dependencies.
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const OLDEST_NODE = [20, 20];
const OLDEST_PYTHON = [3, 10];

/** What is wrong with this machine, in one sentence; ends the program with exit code 2. */
export class EnvironmentError extends Error {}

/** Installs what is missing: node modules from the lock file, the Python environment, the retail panel. Says nothing when all is there. */
export const setUp = async () => {
  const node = process.versions.node.split('.').map(Number);
  if (older(node, OLDEST_NODE)) {
    throw new EnvironmentError(`Node ${OLDEST_NODE.join('.')} or newer is needed; this is ${process.versions.node}.`);
  }
  const version = pythonVersion();
  await installNodeModules();
  await installPython(version);
  await installPanel();
};

/** Runs a program with its output shown only if it fails. */
const run = (command, args) =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    const output = [];
    child.stdout.on('data', (chunk) => output.push(chunk));
    child.stderr.on('data', (chunk) => output.push(chunk));
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new EnvironmentError(`${command} ${args[0]} failed:\n${Buffer.concat(output)}`)),
    );
  });

/** One progress line for a step: what it is, then how long it took. */
const step = async (what, work) => {
  const started = Date.now();
  process.stderr.write(`set-up: ${what} ... `);
  try {
    await work();
  } catch (error) {
    process.stderr.write('failed\n');
    throw error;
  }
  process.stderr.write(`${((Date.now() - started) / 1000).toFixed(0)} s\n`);
};

const older = ([major, minor], [oldestMajor, oldestMinor]) =>
  major < oldestMajor || (major === oldestMajor && minor < oldestMinor);

const pythonVersion = () => {
  let version;
  try {
    version = execFileSync('python3', ['-c', 'import platform; print(platform.python_version())'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    throw new EnvironmentError(
      `python3 (${OLDEST_PYTHON.join('.')} or newer) is needed for the embedded AWS and is not on the PATH.`,
    );
  }
  if (older(version.split('.').map(Number), OLDEST_PYTHON)) {
    throw new EnvironmentError(`python3 ${OLDEST_PYTHON.join('.')} or newer is needed; this is ${version}.`);
  }
  return version;
};

const installNodeModules = async () => {
  if (nodeModulesMatch()) return;
  await step('node modules from the lock file', () =>
    run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']),
  );
};

/** Whether every package of the lock file is installed in its version; packages of other platforms are optional. */
const nodeModulesMatch = () => {
  const installed = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installed)) return false;
  const have = JSON.parse(readFileSync(installed, 'utf8')).packages;
  const want = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(want).every(
    ([path, entry]) => path === '' || entry.optional || have[path]?.version === entry.version,
  );
};

const installPython = async (version) => {
  const target = join(root, '.local', 'python');
  const stamp = `${hashOf('local/requirements.txt')} ${version}`;
  if (stampOf(target) === stamp && existsSync(join(target, 'bin', 'python'))) return;
  rmSync(target, { recursive: true, force: true });
  await step(`Python ${version} environment`, async () => {
    try {
      await run('python3', ['-m', 'venv', target]);
    } catch (error) {
      throw new EnvironmentError(
        `python3 cannot make a virtual environment; install its venv module (Debian: python3-venv).\n${error.message}`,
      );
    }
  });
  await step('embedded AWS and template linter', () =>
    run(join(target, 'bin', 'python'), [...PIP, '--require-hashes', '-r', 'local/requirements.txt']),
  );
  writeStamp(target, stamp);
};

const installPanel = async () => {
  const target = join(root, '.local', 'panel');
  const stamp = hashOf('local/panel-requirements.txt');
  if (stampOf(target) === stamp) return;
  rmSync(target, { recursive: true, force: true });
  await step('published retail panel (84.51 degrees), 31 MB', () =>
    run(join(root, '.local', 'python', 'bin', 'python'), [
      ...PIP,
      '--no-deps',
      '--require-hashes',
      '--target',
      target,
      '-r',
      'local/panel-requirements.txt',
    ]),
  );
  writeStamp(target, stamp);
};

const PIP = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
const hashOf = (file) =>
  createHash('sha256')
    .update(readFileSync(join(root, file)))
    .digest('hex');
const stampFile = (target) => join(target, '.installed');
const stampOf = (target) => (existsSync(stampFile(target)) ? readFileSync(stampFile(target), 'utf8') : undefined);
const writeStamp = (target, stamp) => writeFileSync(stampFile(target), stamp);

/** Runs `main` after set-up; an unfit machine is one sentence and exit code 2. */
export const afterSetUp = async (main) => {
  try {
    await setUp();
    await main();
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  }
};

/** Runs a Node program of the project with this terminal, and gives its exit code; Ctrl-C is the child's to handle. */
export const runNode = (args, options = {}) =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit', ...options });
    const forward = (signal) => () => child.kill(signal);
    const onTerm = forward('SIGTERM');
    // The terminal sends Ctrl-C to the whole group; without a handler this process would not wait for the child.
    const onInt = () => undefined;
    process.on('SIGTERM', onTerm).on('SIGINT', onInt);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      process.off('SIGTERM', onTerm).off('SIGINT', onInt);
      resolve(code ?? (signal === 'SIGINT' ? 130 : 1));
    });
  });

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await afterSetUp(async () => undefined);
