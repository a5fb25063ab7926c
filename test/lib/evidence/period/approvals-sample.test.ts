import { createHash } from 'node:crypto';
import { appendFileSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { TrailDetail } from '../../../../contracts/trail';
import { productionChanges } from '../../../../lib/evidence/period/changes';
import { drawn, sampleSize } from '../../../../lib/evidence/period/changes/sample-table';
import { inOrder } from '../../../../lib/evidence/period/cloud-trail';
import type { PeriodInput } from '../../../../lib/evidence/period/input';
import type { PeriodTable } from '../../../../lib/evidence/period/table';
import {
  type ApprovedProject,
  approvedProject,
  deployed,
  event,
  LAUNCH,
  live,
  periodOf,
  pipelineRun,
} from '../../../support/period-account';
import { exceptionsBy, fact, sessionOf } from '../../../support/period-input';
import { removeWorkspaces } from '../../../support/workspace';

afterAll(removeWorkspaces);

let project: ApprovedProject;
beforeAll(async () => {
  project = await approvedProject();
});

const tableOf = (id: string, input: PeriodInput): PeriodTable => {
  const found = [productionChanges(input)].flat().find((table) => table.id === id);
  if (found === undefined) throw new Error(`There is no table ${id}.`);
  return found;
};
/** Every change is drawn. */
const ALL = { sample: { seed: 'all', size: 99 } } as const;
const wentLive = (one = project, more: Partial<PeriodInput> = {}): PeriodInput =>
  periodOf(one, [live(one.plan)], inOrder(pipelineRun(one.plan)), more);

describe('the approvals of a period', () => {
  it('are listed with the hash of their plan and the changes that they were used for', () => {
    const { rows, exceptions } = tableOf('approvals', wentLive());
    const common = {
      plan: project.plan,
      subject: `launch:${LAUNCH}`,
      at: '2026-11-20T12:00:00Z',
      by: 'key',
      review: null,
    };
    expect(exceptions).toBe(0);
    expect(rows).toEqual(
      [
        ['mara', 'lead'],
        ['nina', 'brand'],
      ].map(([person, role]) => ({
        ...{ ...common, person, role, file: `approvals/${LAUNCH}/${project.folder}/${person}.json` },
        ...{ use: 'used', changes: ['deploy-1', 'trail-1'], exception: '' },
      })),
    );
  });

  it('are listed as unused where nothing was deployed by them, and not at all outside of the period', () => {
    const rows = (more: Partial<PeriodInput>) => tableOf('approvals', periodOf(project, [], [], more)).rows;
    expect(rows({}).map(({ use, exception }) => [use, exception])).toEqual([
      ['unused', ''],
      ['unused', ''],
    ]);
    expect(rows({ from: new Date('2026-11-21T00:00:00Z') })).toEqual([]);
  });

  it('are exceptions where they are altered, or not by whom their file is named after', async () => {
    const spoilt = await approvedProject();
    const folder = join(spoilt.root, 'approvals', LAUNCH, spoilt.folder);
    appendFileSync(join(folder, 'mara.json'), ' ');
    renameSync(join(folder, 'nina.json'), join(folder, 'otto.json'));
    expect(readdirSync(folder).sort()).toEqual(['ask.json', 'mara.json', 'otto.json']);
    const table = tableOf('approvals', wentLive(spoilt));
    expect(exceptionsBy(table, 'file')).toEqual({
      [`approvals/${LAUNCH}/${spoilt.folder}/mara.json`]: 'it is not as records are written',
      [`approvals/${LAUNCH}/${spoilt.folder}/otto.json`]: expect.stringContaining(
        'is an approval of nina under another name',
      ),
    });
    expect(tableOf('changes', wentLive(spoilt)).exceptions).toBe(2);
  });
});

describe('the sample of a period', () => {
  it('opens the way from ticket to deployment, and says which links are missing', () => {
    const { rows, gaps } = tableOf('sample', wentLive());
    expect(rows).toHaveLength(2);
    expect(rows.find(({ kind }) => kind === 'go-live')).toEqual({
      ...{ draw: expect.stringMatching(/^[0-9a-f]{64}$/), id: 'trail-1', at: expect.any(String), kind: 'go-live' },
      ...{ about: LAUNCH, ticket: null, commit: expect.stringMatching(/^[0-9a-f]{40}$/), plan: project.plan },
      diff: expect.stringMatching(new RegExp(`^git show [0-9a-f]{40} -- launches/${LAUNCH}.yaml$`)),
      approvals: ['mara (lead) at 2026-11-20T12:00:00Z by key', 'nina (brand) at 2026-11-20T12:00:00Z by key'],
      ...{ deployed: ['deploy-1'], live: 'trail-1', firstMessage: null, missing: ['ticket'], exception: '' },
    });
    expect(gaps).toEqual([expect.stringContaining('2 of 2 rows have links'), expect.stringContaining('Of 2 rows')]);
    expect(gaps[1]).toContain('no first message is recorded');
  });

  it('ends with the first message of what went live, for the deployment, the go-live and the resumption of it', () => {
    const said = (hash: string, at: string, more: Readonly<Record<string, TrailDetail>> = {}) =>
      fact('launch.first-message', at, {
        ...{ id: `${hash}:${at}`, by: 'tandem', about: LAUNCH },
        details: { hash, channel: 'email', vendor: 'mailhub', ...more },
      });
    const resumed = live(project.plan, { id: 'again', kind: 'launch.resumed', at: '2026-11-22T12:00:00.000Z' });
    const facts = [
      live(project.plan),
      said('h0', '2026-11-01T00:00:00.000Z'),
      said('h1', '2026-11-20T12:40:00.000Z', { synthetic: true }),
      said('h1', '2026-11-20T12:45:00.000Z'),
      fact('launch.first-message', '2026-11-20T12:32:00.000Z', { about: 'another', details: { hash: 'h1' } }),
      said('h1', '2026-12-24T00:00:00.000Z'),
      resumed,
    ];
    const { rows, gaps } = tableOf('sample', periodOf(project, facts, inOrder(pipelineRun(project.plan)), ALL));
    expect(Object.fromEntries(rows.map(({ kind, firstMessage }) => [kind, firstMessage]))).toEqual({
      deployment: '2026-11-20T12:45:00.000Z, email by mailhub (trail-4)',
      'go-live': '2026-11-20T12:45:00.000Z, email by mailhub (trail-4)',
      resume: '2026-11-20T12:45:00.000Z, email by mailhub (trail-4)',
    });
    expect(gaps.join()).not.toContain('first message');
    const [next] = tableOf(
      'sample',
      periodOf(project, [live(project.plan, { details: { hash: 'h2' } }), ...facts.slice(1, -1)], [], ALL),
    ).rows;
    expect(next).toMatchObject({ kind: 'go-live', firstMessage: null });
  });

  it('takes the ticket from the commit, and carries the exception of the row', async () => {
    const ticketed = await approvedProject([]);
    ticketed.edit(`launches/${LAUNCH}.yaml`, 'Hello', 'Hi');
    const commit = await ticketed.recommit('feat(coats): hi, as MKT-412 asks');
    const { rows } = tableOf('sample', wentLive({ ...ticketed, commit }));
    expect(rows.map(({ ticket }) => ticket)).toEqual(['MKT-412', 'MKT-412']);
    expect(rows.every(({ exception }) => String(exception).startsWith('its plan was not approved'))).toBe(true);
  });

  it('is drawn by the hash of the population, which any other change of production changes, or by a given seed', () => {
    const facts = [live(project.plan)];
    const sources = (input: PeriodInput) => tableOf('sample', input).sources[0]?.sha256;
    const more = inOrder([...pipelineRun(project.plan), deployed(undefined, { eventID: 'deploy-2' })]);
    expect(sources(wentLive())).not.toBe(sources(periodOf(project, facts, more)));

    const seeded = tableOf('sample', periodOf(project, facts, more, { sample: { seed: 'of the auditor', size: 2 } }));
    const draws = ['deploy-1', 'deploy-2', 'trail-1']
      .map((id) => [createHash('sha256').update(`of the auditor\n${id}`).digest('hex'), id] as const)
      .sort();
    expect(seeded.rows.map(({ draw, id }) => [draw, id])).toEqual(draws.slice(0, 2));
    expect(seeded.means).toContain('The seed was given with --seed: of the auditor');
  });

  it('draws the same rows whatever order they are in, and as many as the population asks for', () => {
    const rows = Array.from({ length: 60 }, (_, id) => ({ id: `row-${id}` }));
    const expected = drawn(rows, 'seed', 20);
    fc.assert(
      fc.property(fc.shuffledSubarray(rows, { minLength: rows.length }), (shuffled) => {
        expect(drawn(shuffled, 'seed', 20)).toEqual(expected);
      }),
    );
    expect([0, 1, 2, 4, 5, 12, 52, 53, 249, 250, 90_000].map(sampleSize)).toEqual([
      0, 1, 2, 2, 5, 5, 15, 20, 20, 25, 25,
    ]);
  });
});

describe('segregation of duties', () => {
  const conflicts = (input: PeriodInput) => {
    const table = tableOf('segregation', input);
    return Object.fromEntries(Object.entries(exceptionsBy(table, 'name')).filter(([, exception]) => exception !== ''));
  };
  const by = (name: string) => ({ userIdentity: sessionOf('AWSReservedSSO_Deploy_1', name) });

  it('shows who may do what and did, and finds nothing where duties are apart', () => {
    const table = tableOf('segregation', wentLive());
    expect(table.rows.find(({ person }) => person === 'mara')).toMatchObject({
      ...{ mayApprove: ['lead of retail-marketing'], mayChangePolicy: false, approved: 1, deployed: 0, exception: '' },
    });
    expect(table.rows.find(({ person }) => person === 'ivy')).toMatchObject({
      mayApprove: ['security'],
      mayChangePolicy: true,
    });
    expect(table.rows.find(({ person }) => person === 'workflow')).toMatchObject({
      mayApprove: [],
      maySign: ['pipeline'],
    });
    expect(conflicts(wentLive())).toEqual({});
    expect(conflicts(wentLive(project, { cloudTrail: undefined }))).toEqual({
      runner: expect.stringContaining('teams.yaml has nobody of this name'),
    });
  });

  it('names who deployed what they approved, by the session that CloudTrail tells', () => {
    const { plan } = project;
    const events = [deployed(plan, by('Nina@coats.example'))];
    expect(conflicts(periodOf(project, [], events))).toEqual({
      Nina: `deployed or switched on ${LAUNCH}, which they approved`,
    });
  });

  it('knows who threw a switch in a workflow by their login there, and nobody by a login that is a short name here', () => {
    const { plan } = project;
    const resumedBy = (by: string) =>
      periodOf(project, [live(plan, { kind: 'launch.resumed', by })], [], { cloudTrail: undefined });
    expect(conflicts(resumedBy('github:Nina-Coats'))).toEqual({
      Nina: `deployed or switched on ${LAUNCH}, which they approved`,
    });
    expect(conflicts(resumedBy('github:nina'))).toEqual({
      'github:nina': expect.stringContaining('teams.yaml has nobody of this name'),
    });
  });

  it('names who approved or deployed what they wrote', async () => {
    const written = await approvedProject();
    written.edit(`launches/${LAUNCH}.yaml`, 'Hello', 'Hi');
    const commit = await written.recommit('feat: a change', 'nina@coats.example');
    const events = [deployed(written.plan, by('nina-coats'))];
    expect(conflicts(periodOf({ ...written, commit }, [], events)).Nina).toBe(
      `approved ${LAUNCH}, which they wrote; wrote and deployed ${LAUNCH} without the approvals of others`,
    );
  });

  it.each([
    [
      'signs for reviews and approves',
      /(person: nina.*roles: \[)brand/,
      '$1brand, pipeline',
      'signs for reviews of others and approves',
    ],
    [
      'signs evidence of what they approve',
      /(person: nina.*roles: \[)brand/,
      '$1brand, evidence',
      'signs evidence of what they approve',
    ],
    [
      'holds all roles that policy needs',
      /(person: nina.*roles: \[)brand/,
      '$1it, security',
      'holds each role that a change of policy needs: it, security',
    ],
    ['has a key of another person', /(person: nina.*keys: \[)"[^"]+"/, '$1"OTTO"', "has a key that is otto's, too"],
  ])('names a person who %s', async (_, from, to, expected) => {
    const changed = await approvedProject([]);
    const teams = changed.read('platform/teams.yaml');
    const otto = /person: otto.*keys: \["([^"]+)"/.exec(teams)?.[1] ?? '';
    changed.write('platform/teams.yaml', teams.replace(from, to).replace('OTTO', otto));
    const commit = await changed.recommit('feat: other people');
    expect(conflicts(periodOf({ ...changed, commit }, [], [])).Nina).toBe(expected);
  });

  it('names a principal that changed something and is nobody of teams.yaml, and knows the pipeline by its roles', () => {
    const update = {
      eventSource: 'lambda.amazonaws.com',
      requestParameters: { functionName: 'tandem-prod-decide-offer' },
    };
    const events = ['mallory', 'tess'].map((name) =>
      event('UpdateFunctionCode', '2026-11-20T12:00:00Z', { ...update, ...by(name), eventID: name }),
    );
    const table = tableOf('segregation', periodOf(project, [], inOrder([...events, ...pipelineRun(project.plan)])));
    expect(table.rows.find(({ person }) => person === 'tess')).toMatchObject({ deployed: 1, exception: '' });
    expect(table.rows.filter(({ person }) => person === null).map(({ name, exception }) => [name, exception])).toEqual([
      [expect.stringContaining('AWSReservedSSO_Deploy_1/mallory'), expect.stringContaining('nobody of this name')],
      [expect.stringContaining('tandem-prod-pipeline-go-live'), ''],
    ]);
  });
});
