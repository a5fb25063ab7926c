import {
  controlFiles,
  OPERATION_MAPPINGS,
  periodControls,
  periodControlsSchema,
} from '../../../../lib/evidence/period/operated-controls';
import { peopleParts } from '../../../../lib/evidence/period/people/parts';
import { runtimeParts } from '../../../../lib/evidence/period/runtime/parts';
import type { PeriodTable } from '../../../../lib/evidence/period/table';
import { canonicalJson } from '../../../../lib/governance/register/canonical-json';
import { controlRegister, FRAMEWORKS } from '../../../../lib/governance/register/controls';
import type { Row } from '../../../../lib/governance/register/schema';
import { datedRepository, periodInput } from '../../../support/period-input';

const table = (id: string, count: number, exceptions: number): PeriodTable => ({
  ...{ id, title: id, means: '', from: '2026-11-01T00:00:00.000Z', to: '2026-12-01T00:00:00.000Z', sources: [] },
  ...{ columns: [{ name: 'exception', means: '' }], count, exceptions, gaps: [], rows: [] },
});
const controlsOf = (tables: readonly PeriodTable[], rows: readonly Row[] = []) => {
  const input = periodInput();
  return periodControls({ ...input, register: { ...input.register, rows: [...rows] } }, tables);
};
const entryOf = (control: string, ...given: Parameters<typeof controlsOf>) => {
  const entry = controlsOf(...given)
    .frameworks.flatMap(({ framework, controls }) =>
      controls.map((one) => ({ name: `${framework} ${one.control}`, one })),
    )
    .find(({ name }) => name === control)?.one;
  if (entry === undefined) throw new Error(`There is no ${control}.`);
  return entry;
};
const logging = (outcome: Row['outcome']): Row => ({
  ...{ key: 'a'.repeat(16), pack: 'Tandem', mode: 'enforced', rule: 'Tandem-log-group-kept', level: 'error', outcome },
  ...{ type: 'AWS::Logs::LogGroup', path: 'tandem-prod-foundation/Logs' },
});

describe('which controls operated', () => {
  it('takes a control for operated whose table has rows and no exception', () => {
    const entry = entryOf('GDPR Art. 17', [table('erasures', 3, 0)]);
    expect(entry).toMatchObject({ status: 'operated', records: ['period/erasures.json'] });
    expect(entry).not.toHaveProperty('note');
    expect(entry).not.toHaveProperty('why');
    expect(entry.operation).toEqual([
      expect.objectContaining({ table: 'erasures', count: 3, exceptions: 0, shows: true }),
    ]);
  });

  it.each([
    ['has an exception', [table('erasures', 3, 1)]],
    ['has no rows', [table('erasures', 0, 0)]],
    ['is not there', []],
  ])('has no evidence where the table %s', (_case, tables) => {
    expect(entryOf('GDPR Art. 17', tables)).toMatchObject({
      status: 'no-evidence',
      why: 'no rule is mapped',
      records: [],
      operation: [{ shows: false }],
    });
  });

  it('asks for records alone where the control is that there are any', () => {
    expect(entryOf('PCI DSS 10.2.1', [table('aws-principals', 9, 2)])).toMatchObject({ status: 'operated' });
  });

  it('makes nothing good that a rule says is broken', () => {
    const [mapping] = FRAMEWORKS.flatMap(({ framework, controls }) =>
      controls
        .filter(({ control }) => framework === 'PCI DSS' && control === '10.2.1')
        .flatMap(({ mappings }) => mappings),
    );
    if (mapping === undefined) throw new Error('PCI DSS 10.2.1 has rules.');
    const broken = { ...logging('non-compliant'), rule: mapping.rule };
    expect(entryOf('PCI DSS 10.2.1', [table('aws-principals', 9, 0)], [broken])).toMatchObject({
      status: 'no-evidence',
      why: 'violated',
    });
  });

  it('leaves designed what has rules and no table, and says so of what has neither', () => {
    const all = controlsOf([], [logging('compliant')]).frameworks.flatMap(({ controls }) => controls);
    const designed = all.filter(({ status }) => status === 'designed').map(({ control }) => control);
    expect(designed).toEqual(expect.arrayContaining(['Art. 5(1)(e)', 'Art. 30']));
    expect(all.filter(({ status }) => status === 'operated')).toEqual([]);
  });

  it('changes nothing of what the build says of controls', () => {
    const { register } = periodInput();
    const before = canonicalJson(controlRegister(register));
    controlsOf(OPERATION_MAPPINGS.map(({ table: id }) => table(id, 5, 0)));
    expect(canonicalJson(controlRegister(register))).toBe(before);
  });

  it('writes JSON by its schema, and CSV with a line for each control', () => {
    const controls = controlsOf([table('erasures', 3, 0)]);
    const files = controlFiles(controls);
    const json = periodControlsSchema.parse(JSON.parse(files.get('period/controls.json') ?? ''));
    const lines = (files.get('period/controls.csv') ?? '').trimEnd().split('\r\n');
    expect(lines).toHaveLength(1 + json.frameworks.reduce((sum, { controls: all }) => sum + all.length, 0));
    expect(lines.find((line) => line.includes('"Art. 17"'))).toContain('"erasures: 3, 0 exceptions"');
  });
});

describe('mappings of tables to controls', () => {
  it('name controls of a framework, each with a source that it explains', () => {
    for (const { framework, control, source } of OPERATION_MAPPINGS) {
      const known = FRAMEWORKS.find((one) => one.framework === framework);
      expect(known?.controls.map((one) => one.control)).toContain(control);
      expect(Object.keys(known?.sources ?? {})).toContain(source);
    }
  });

  it('name tables that a period has', () => {
    const repository = datedRepository();
    repository.commit('2026-10-01T00:00:00Z', { 'platform/teams.yaml': 'teams: []\n' });
    const input = periodInput([], [], { root: repository.root });
    const ids = [peopleParts, runtimeParts].flatMap((part) => part(input)).map(({ id }) => id);
    repository.remove();
    expect(ids).toEqual(expect.arrayContaining(OPERATION_MAPPINGS.map((mapping) => mapping.table)));
  });
});
