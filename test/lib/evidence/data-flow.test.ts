import { dataFlow } from '../../../lib/evidence/data-flow';
import { dataFlowSvg } from '../../../lib/evidence/data-flow-svg';
import { processingRecord } from '../../../lib/evidence/processing';
import { processingCsv } from '../../../lib/evidence/processing-csv';
import { processingSchema } from '../../../lib/evidence/processing-schema';
import { loadWorkspace, type Workspace } from '../../../lib/workspace';
import { smallPlatform, smallScope } from '../../support/templates/small-platform';
import { AS_OF, removeWorkspaces, workspaceWith } from '../../support/workspace';

afterAll(removeWorkspaces);

const templates = { stacks: smallPlatform(), ...smallScope };
const DAY = '2026-11-20';
const workspace = ((): Workspace => {
  const found = loadWorkspace(workspaceWith(), { asOf: AS_OF }).workspace;
  if (found === undefined) throw new Error('The fixture has mistakes.');
  return found;
})();

describe('dataFlow', () => {
  const { nodes, edges } = dataFlow(templates, workspace, DAY);
  const between = (from: string, to: string) => edges.find((edge) => edge.from === from && edge.to === to);

  it('leads from sources by route, function, bus and queue to the table, and says what each passes', () => {
    for (const { source } of workspace.sources) {
      expect(between(`source:${source}`, 'entry:ingest-events')?.personal).toBe('plain');
    }
    expect(between('entry:ingest-events', 'function:ingest-events')?.personal).toBe('plain');
    expect(between('function:ingest-events', 'bus')).toEqual(
      expect.objectContaining({ what: ['tandem.edge.*'], personal: 'pseudonymous' }),
    );
    expect(between('bus', 'transport:profile')?.what).toEqual(['rules of the platform']);
    expect(between('transport:profile', 'function:update-profile')?.what).toEqual(['messages']);
    expect(between('function:update-profile', 'store:profiles')?.what).toEqual(['writes']);
    expect(between('store:profiles', 'function:decide-offer')?.what).toEqual(['is read']);
  });

  it('draws every way with both its ends, and nothing that no way leads to', () => {
    const ids = nodes.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(edges.flatMap(({ from, to }) => [from, to]))).toEqual(new Set(ids));
    expect(dataFlow(templates, workspace, DAY)).toEqual({ nodes, edges });
    const svg = dataFlowSvg({ nodes, edges }, 'Ways <of> data');
    expect(svg).toContain('Ways &lt;of&gt; data');
    const words = /<desc [^>]*>([^<]*)</.exec(svg)?.[1] ?? '';
    expect(words.match(/ to [^(]*\((?:personal data|tokens|no personal)/g)).toHaveLength(edges.length);
    const title = (name: string) => [...svg.matchAll(/<title>([^<]*)</g)].some(([, text = '']) => text.includes(name));
    for (const { name, kind } of nodes) expect([name, kind === 'entry' || title(name)]).toEqual([name, true]);
  });

  it('has who holds a token among those who ask, with the scopes that a route wants', () => {
    const stacks = JSON.parse(
      JSON.stringify(smallPlatform()).replaceAll(
        '"RouteKey":',
        '"AuthorizationScopes":["customers/export","customers/erase"],"RouteKey":',
      ),
    );
    const flow = dataFlow({ ...templates, stacks }, workspace, DAY);
    expect(flow.nodes.find(({ id }) => id === 'token:customers')).toEqual(expect.objectContaining({ caller: 'token' }));
    expect(flow.edges.find(({ from }) => from === 'token:customers')).toEqual({
      from: 'token:customers',
      to: 'entry:ingest-events',
      what: ['customers/erase', 'customers/export'],
      personal: 'plain',
    });
  });

  it('refuses to draw a way that leads to nothing', () => {
    const way = { from: 'here', to: 'nowhere', what: [], personal: 'none' as const };
    expect(() => dataFlowSvg({ nodes: [], edges: [way] }, 'A way')).toThrow('from here to nowhere');
  });
});

describe('processingRecord', () => {
  const record = (changes: Partial<Workspace> = {}) =>
    processingRecord({
      workspace: { ...workspace, ...changes },
      templates,
      region: 'eu-central-1',
      asOf: DAY,
      frameworks: [
        {
          framework: 'GDPR',
          controls: ['Art. 32(1)(a)', 'Art. 17'].map((control) => ({
            control,
            status: 'designed' as const,
            mappings: [],
            rows: { compliant: 1, waived: 0, open: 0 },
            waivers: ['W-1'],
            records: [],
          })),
        },
      ],
    });

  it('has an activity for each purpose: its basis, its launches, and who receives what for it', () => {
    const { activities, recipients } = processingSchema.parse(record());
    expect(activities.map(({ purpose, basis }) => [purpose, basis]).sort()).toEqual(
      workspace.purposes.map(({ purpose, basis }) => [purpose, basis]).sort(),
    );
    expect(activities.flatMap(({ launches }) => launches.map(({ launch }) => launch)).sort()).toEqual(
      workspace.launches.map(({ manifest }) => manifest.launch).sort(),
    );
    for (const { purpose, recipients: own } of activities) {
      expect(own).toEqual(recipients.filter((one) => one.purposes.includes(purpose)).map(({ vendor }) => vendor));
    }
    expect(recipients.length).toBeGreaterThan(0);
  });

  it('names only those vendors as recipients that something is sent to', () => {
    const silent = workspace.vendors.map(({ outbound: _outbound, ...vendor }) => vendor);
    expect(record({ vendors: silent }).recipients).toEqual([]);
  });

  it('says what Art. 30 asks for and no file tells', () => {
    const { controller: _controller, ...bare } = workspace.platform;
    expect(record({ platform: bare }).gaps).toEqual(
      expect.arrayContaining([
        expect.stringContaining('neither address nor contact'),
        expect.stringContaining('no data protection officer'),
      ]),
    );
    const controller = { address: 'One Street', contact: 'a@coats.example', dataProtectionOfficer: 'd@coats.example' };
    const purposes = workspace.purposes.map((one) => ({
      ...one,
      notice: { version: '1', url: 'https://coats.example' },
    }));
    const whole = record({ platform: { ...bare, controller }, purposes });
    expect(whole.gaps).toEqual([]);
    expect(whole.controller).toEqual({ name: workspace.platform.organisation, ...controller });
  });

  it('has retention of every store, and measures of security alone', () => {
    const { retention, measures } = record();
    expect(retention.find(({ kind }) => kind === 'archive')?.until).toBe('90 days');
    expect(retention.filter(({ store }) => store === 'profiles').length).toBeGreaterThan(1);
    expect(measures.map(({ control, waivers }) => [control, waivers])).toEqual([['Art. 32(1)(a)', ['W-1']]]);
  });

  it('refuses a table of which nobody has said what it keeps', () => {
    const stacks = JSON.parse(JSON.stringify(smallPlatform()).replaceAll('-profiles"', '-people"'));
    const another = { ...templates, stacks };
    expect(() =>
      processingRecord({ workspace, templates: another, region: 'eu-central-1', asOf: DAY, frameworks: [] }),
    ).toThrow('says nothing of what table "people" keeps');
  });

  it('is a table with a line for each event of each purpose, and one for a purpose without', () => {
    const made = record();
    const lines = processingCsv(made).trim().split('\r\n');
    const expected = made.activities.reduce((sum, { events }) => sum + Math.max(1, events.length), 0);
    expect(lines).toHaveLength(expected + 1);
  });
});
