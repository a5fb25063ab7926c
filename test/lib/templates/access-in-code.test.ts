import { buildModel } from '../../../lib/governance/analysis/model';
import { asMap } from '../../../lib/governance/analysis/template';
import { type FunctionSource, functionSources } from '../../support/templates/function-sources';
import { namesHanded, namesSpoken } from '../../support/templates/names-used';
import { type PortOperations, portOperations } from '../../support/templates/port-operations';
import { projectWorkspace, synthesiseStage } from '../../support/templates/synthesise';

const TABLES = ['profiles', 'vault', 'engagement', 'control'];

const namesOf = (
  source: FunctionSource,
  fits: (path: string) => boolean,
  read: (code: string) => ReadonlySet<string>,
): readonly string[] => [...source].flatMap(([path, part]) => (fits(path) ? [...read(part)] : []));

const isWiring = (path: string): boolean => path.endsWith('/wiring.ts');
const isOwn = (path: string): boolean => /^lambdas\/(handlers|domain)\//.test(path) && !isWiring(path);

/** Ports that a function's own code and its domain speak of by name, or are handed under another name as an argument; esbuild numbers names that clash. */
const portsUsed = (source: FunctionSource, ports: readonly PortOperations[]): readonly PortOperations[] => {
  const used = new Set([...namesOf(source, isOwn, namesSpoken), ...namesOf(source, isWiring, namesHanded)]);
  const plain = new Set([...used].map((name) => name.replace(/\d+$/, '')));
  return ports.filter(({ port }) => used.has(port) || plain.has(port));
};

const usesOf = (source: FunctionSource, ports: readonly PortOperations[]): readonly string[] =>
  [
    ...new Set(portsUsed(source, ports).flatMap(({ table, operations }) => operations.map((one) => `${table} ${one}`))),
  ].sort();

const listedFor = (name: string): readonly string[] =>
  Object.entries(projectWorkspace().access.functions[name] ?? {})
    .filter(([resource]) => TABLES.includes(resource))
    .flatMap(([resource, operations]) => operations.map((one) => `${resource} ${one}`))
    .sort();

/** The embedded AWS enforces no rights: what a function lacks would only be seen on AWS. */
describe('what the functions do', () => {
  let sources: ReadonlyMap<string, FunctionSource>;
  let ports: readonly PortOperations[];
  beforeAll(async () => {
    [sources, ports] = await Promise.all([functionSources(), portOperations()]);
  }, 60_000);

  it('is what access.yaml lists for their tables, no less and no more', () => {
    const uses = Object.fromEntries([...sources].map(([name, source]) => [name, usesOf(source, ports)]));
    const listed = Object.fromEntries([...sources.keys()].map((name) => [name, listedFor(name)]));
    expect(listed).toEqual(uses);
  });

  it.each(['local', 'prod'])('finds every variable it reads in stage %s', (stage) => {
    const { stacks, prefix } = synthesiseStage(stage);
    const functions = buildModel(stacks).ofType('AWS::Lambda::Function');
    const missing = [...sources].flatMap(([name, source]) => {
      const given = asMap(asMap(functions.find((fn) => fn.name === `${prefix}${name}`)?.props.Environment).Variables);
      return required(source, stage)
        .filter((variable) => given[variable] === undefined)
        .map((variable) => `${name} reads ${variable}`);
    });
    expect(missing).toEqual([]);
  });
});

/** Variables read by `requiredEnv`; the control store's clock is read in stage local only. */
const required = (source: FunctionSource, stage: string): readonly string[] =>
  [...source]
    .flatMap(([, text]) => [...text.matchAll(/(\(\) => )?requiredEnv\("([A-Z_]+)"\)/g)])
    .filter(([, later]) => later === undefined || stage === 'local')
    .map(([, , variable]) => variable ?? '');
