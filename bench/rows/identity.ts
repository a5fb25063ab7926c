import { randomBytes } from 'node:crypto';
import type { BusEvent } from '../../contracts/event';
import { applyEvent } from '../../lambdas/domain/apply-event';
import { compileProfileRules } from '../../lambdas/domain/profile-rules';
import { strandOf } from '../../lambdas/domain/strand';
import { encode } from '../../lambdas/stores/codec';
import { realRetry } from '../../lambdas/stores/pause';
import { createProfiles } from '../../lambdas/stores/profiles.dynamodb';
import type { Table } from '../../lambdas/stores/table';
import { loadWorkspace, platformConfig } from '../../lib/workspace';
import { edgeEvent } from '../../test/support/profile-events';
import type { UnitMeter } from '../../test/support/write-units';
import { onEmbeddedAws } from '../measure-units';
import { type Bench, type Row, shown } from '../row';

const DAY_MS = 86_400_000;
const START = Date.parse('2024-01-01T12:00:00.000Z');
/** Identifiers that last, beside the account; with browsers they are 1,000 over life. */
const LASTING = { loyalty_number: 5, email: 5, phone: 5, social: 4 } as const;
const BROWSERS = 980;
const TRAITS = 6000;
const TRAITS_AN_EVENT = 300;

/** As random as a token of the vault: it does not deflate. */
const token = (): string => `tok_${randomBytes(16).toString('base64url')}`;
const account = { type: 'user_id', token: token() };
const lasting = Object.entries(LASTING).flatMap(([type, count]) =>
  Array.from({ length: count }, () => ({ type, token: token() })),
);

/** An event of a person, days after the first one, that also names other identifiers. */
const eventOn = (day: number, others: readonly { type: string; token: string }[], properties = {}): BusEvent =>
  edgeEvent({
    id: randomBytes(12).toString('base64url'),
    event: 'Customer Identified',
    at: new Date(START + day * DAY_MS).toISOString(),
    by: [account, ...others].map(strandOf),
    properties,
  });

/** A life: every identifier that lasts once, a new browser each day, and all traits. */
const life = (): readonly BusEvent[] => [
  ...lasting.map((one, i) => eventOn(i / 100, [one])),
  ...Array.from({ length: BROWSERS }, (_, i) => eventOn(1 + i * 4, [{ type: 'anonymous_id', token: token() }])),
];
const traitEvents = (): readonly BusEvent[] =>
  Array.from({ length: TRAITS / TRAITS_AN_EVENT }, (_, i) =>
    eventOn(
      2 + i,
      [],
      Object.fromEntries(
        Array.from({ length: TRAITS_AN_EVENT }, (_, k) => [
          `trait_${i * TRAITS_AN_EVENT + k}`,
          `value ${(i * 7919 + k) % 1000}`,
        ]),
      ),
    ),
  );

/** What a person with 1,000 identifiers over life, 50 of them live, costs; then the same person with 6,000 traits. */
export const identity: Bench = {
  id: 'identity',
  run: () => onEmbeddedAws(measure),
};

const measure = async (table: Table, meter: UnitMeter): Promise<readonly Row[]> => {
  const { workspace } = loadWorkspace(process.cwd());
  if (workspace === undefined) throw new Error('The workspace cannot be read: run "npx tandem check".');
  const rules = compileProfileRules(platformConfig(workspace));
  const profiles = createProfiles(table);
  const ports = { ...profiles, sleep: realRetry.sleep, clock: async () => new Date(START) };
  const apply = async (event: BusEvent): Promise<number> => {
    meter.reset();
    const { outcome } = await applyEvent(ports, rules, event);
    if (outcome !== 'applied') throw new Error(`An event of the life was not applied: ${outcome}.`);
    return meter.writes();
  };
  const stored = async () => {
    const [person] = await profiles.loadPersons([...(await profiles.strandPointers([strandOf(account)])).values()]);
    if (person === undefined) throw new Error('The person of the bench is gone.');
    return { live: Object.keys(person.state.strands).length, bytes: encode(person.state).byteLength };
  };

  let writes = 0;
  for (const event of life()) writes += await apply(event);
  const lastDay = 1 + BROWSERS * 4;
  const before = await stored();
  const newBrowser = await apply(eventOn(lastDay, [{ type: 'anonymous_id', token: token() }]));
  const change = await apply(eventOn(lastDay + 1, [], { language: 'en' }));
  for (const event of traitEvents()) await apply(event);
  const full = await stored();
  const fullChange = await apply(eventOn(lastDay + 2, [], { language: 'fr' }));
  const fullBrowser = await apply(eventOn(lastDay + 4, [{ type: 'anonymous_id', token: token() }]));
  const identifiers = 1 + lasting.length + BROWSERS;
  return [
    shown('identity.life.identifiers', 'identifiers of one person over life', identifiers, 'identifiers'),
    shown('identity.life.live', 'of them in the person’s item, the rest parted', before.live, 'identifiers'),
    shown('identity.life.bytes', 'that item as it is stored', before.bytes / 1024, 'KB'),
    shown(
      'identity.life.event',
      'write units of an event of that life, on average',
      writes / (lasting.length + BROWSERS),
      'WU',
    ),
    shown('identity.life.browser', 'write units of one more browser, for which the oldest one parts', newBrowser, 'WU'),
    shown('identity.life.change', 'write units of one change of a trait', change, 'WU'),
    shown('identity.full.bytes', `the item with ${TRAITS.toLocaleString('en')} traits more`, full.bytes / 1024, 'KB'),
    shown('identity.full.change', 'write units of one change of that item', fullChange, 'WU'),
    shown('identity.full.reads', 'read units of that change, by its size', readUnits(full.bytes), 'RU'),
    shown('identity.full.browser', 'write units of one more browser of that person', fullBrowser, 'WU'),
  ];
};

/** Strongly consistent, 4 KB a unit: pointer, event and the strand's own item, of which the last two are not there, and the person. */
const readUnits = (bytes: number): number => 3 + Math.ceil(bytes / 4096);
