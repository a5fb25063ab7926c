import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { PLAN_PARTS, type PlanFingerprint, type PlanPart } from '../../../contracts/plan';
import { fingerprintOf } from '../../../lib/plan/fingerprint';
import { loadWorkspace } from '../../../lib/workspace';
import { PLANNED_LAUNCH, plannedRoot, plannedWorkspace } from '../../support/planned-launch';
import { PICTURE } from '../../support/preview-launch';
import { removeShippedCopies } from '../../support/shipped-copy';
import { DECIDES, DECIDES_NOT, mutated } from './mutations';

const base = plannedWorkspace();
const before = fingerprintOf(base, 'soup-week', 'local');
const partsApart = (now: PlanFingerprint['parts'], then: PlanFingerprint['parts']) =>
  PLAN_PARTS.filter((part) => now[part] !== then[part]);
const sorted = (parts: Iterable<PlanPart>) => PLAN_PARTS.filter((part) => [...parts].includes(part));

afterAll(removeShippedCopies);

describe('the fingerprint of a plan', () => {
  it.each(DECIDES.map((one) => ({ ...one, parts: one.parts.join(' and ') || 'none', expected: one.parts })))(
    'changes in $parts, and nowhere else, with $what',
    ({ change, expected }) => {
      const after = fingerprintOf(mutated(base, change), 'soup-week', 'local');
      expect(partsApart(after.parts, before.parts)).toEqual(sorted(expected));
      expect(after.hash).not.toBe(before.hash);
    },
  );

  it('has a mutation for every part', () => {
    expect(sorted(DECIDES.flatMap(({ parts }) => parts))).toEqual(PLAN_PARTS);
  });

  it('changes in exactly the parts of what changes, whatever comes together', () => {
    // Of two mutations of one part the later may undo what the earlier did not, so one of each part is taken.
    const single = DECIDES.filter(({ parts }) => parts.length === 1);
    const some = fc.tuple(
      ...PLAN_PARTS.map((part) =>
        fc.option(fc.constantFrom(...single.filter(({ parts: [own] }) => own === part)), { freq: 2 }),
      ),
    );
    fc.assert(
      fc.property(some, fc.subarray([...DECIDES_NOT]), (deciding, idle) => {
        const chosen = deciding.flatMap((one) => one ?? []);
        const after = mutated(base, ...[...chosen, ...idle].map(({ change }) => change));
        const apart = partsApart(fingerprintOf(after, 'soup-week', 'local').parts, before.parts);
        expect(apart).toEqual(sorted(chosen.flatMap(({ parts }) => parts)));
      }),
      { numRuns: 40 },
    );
  });

  it.each(DECIDES_NOT.map((one) => ({ ...one })))('does not change with $what', ({ change }) => {
    expect(fingerprintOf(mutated(base, change), 'soup-week', 'local')).toEqual(before);
  });

  it('does not change with comments, blanks, quotes, the order of keys or the day', () => {
    const written = `# ${PLANNED_LAUNCH.replace(/\n/g, ' # a comment\n').slice(0, 30)}\n${PLANNED_LAUNCH.replace(
      'launch: soup-week\nteam: retail-marketing\n',
      'team: "retail-marketing"\n\nlaunch: soup-week # stays\n',
    ).replace(
      'percentOff: 20, of: { category: SOUP }, atMost: 5 USD',
      'atMost: 5 USD, of: { category: SOUP }, percentOff: 20',
    )}`;
    const root = plannedRoot(written);
    const { workspace } = loadWorkspace(root, { asOf: new Date('2026-12-02T00:00:00Z') });
    if (workspace === undefined) throw new Error('The workspace cannot be read.');
    expect(fingerprintOf(workspace, 'soup-week', 'local')).toEqual(before);
  });

  it('does not change with the same duration in another unit', () => {
    const root = plannedRoot(PLANNED_LAUNCH.replaceAll('7 days', '1 week').replace('14 days', '336 hours'));
    expect(fingerprintOf(plannedWorkspace(root), 'soup-week', 'local')).toEqual(before);
  });

  it('changes with the bytes of a picture under the same name', () => {
    const root = plannedRoot();
    const workspace = plannedWorkspace(root);
    writeFileSync(join(root, 'brand/images/soup.png'), Buffer.concat([PICTURE, Buffer.from([0])]));
    expect(partsApart(fingerprintOf(workspace, 'soup-week', 'local').parts, before.parts)).toEqual(['copy']);
  });

  it('is of one stage: its account and whether its customers are real count', () => {
    const dev = fingerprintOf(base, 'soup-week', 'dev');
    expect([dev.parts, dev.hash === before.hash]).toEqual([before.parts, false]);
    const moved = mutated(base, (workspace) => {
      const { local } = workspace.platform.stages;
      if (local !== undefined) local.account = '999999999999';
    });
    const after = fingerprintOf(moved, 'soup-week', 'local');
    expect([after.parts, after.hash === before.hash]).toEqual([before.parts, false]);
  });

  it('refuses a launch or a stage that is not there', () => {
    expect(() => fingerprintOf(base, 'gone', 'local')).toThrow('launches/ has no "gone" without errors.');
    expect(() => fingerprintOf(base, 'soup-week', 'moon')).toThrow('platform/platform.yaml has no stage "moon".');
  });

  it('is written in 64 hexadecimal digits, the whole and each part', () => {
    for (const hash of [before.hash, ...Object.values(before.parts)]) expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(fingerprintOf(plannedWorkspace(plannedRoot()), 'soup-week', 'local')).toEqual(before);
  });
});
