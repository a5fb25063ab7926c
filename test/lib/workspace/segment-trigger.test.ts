import { compileLaunch, loadWorkspace } from '../../../lib/workspace';
import { AS_OF, removeWorkspaces, workspaceWith } from '../../support/workspace';

afterAll(removeWorkspaces);

const FILE = 'launches/welcome-back.yaml';
const launch = (trigger: string): string => `launch: welcome-back
team: retail-marketing
purpose: personalised-offers
when: { timezone: Europe/Berlin, starts: 2026-10-24 12:00, ends: 2026-10-25 12:00 }
trigger: ${trigger}
channels: { use: [{ channel: email }] }
offers:
  - id: only
    copy: { en: { headline: "Hello", body: "There" } }
`;
const load = (trigger: string) => loadWorkspace(workspaceWith({ [FILE]: launch(trigger) }), { asOf: AS_OF });

describe('a launch that waits for a segment', () => {
  it.each([
    ['{ enters: frequent-shopper }', { kind: 'event', event: 'Segment Entered', segment: 'frequent-shopper' }],
    ['{ leaves: staff }', { kind: 'event', event: 'Segment Left', segment: 'staff' }],
  ])('is set off by %s', (trigger, compiled) => {
    const { workspace, findings } = load(trigger);
    expect(findings.filter(({ file }) => file === FILE)).toEqual([]);
    const manifest = workspace?.launches.find(({ file }) => file === FILE)?.manifest;
    if (workspace === undefined || manifest === undefined) throw new Error('The launch does not load.');
    expect(compileLaunch(manifest, workspace).trigger).toEqual(compiled);
  });

  it.each([
    ['{ enters: frequent-shoper }', '5:20 segment.unknown trigger.enters'],
    ['{ leaves: nobody }', '5:20 segment.unknown trigger.leaves'],
    ['{ event: Segment Entered }', '5:19 event.unknown trigger.event'],
  ])('is refused where it says %s', (trigger, expected) => {
    const found = load(trigger).findings.filter(({ file }) => file === FILE);
    expect(found.map(({ line, column, code, path }) => `${line}:${column} ${code} ${path}`)).toEqual([expected]);
  });
});
