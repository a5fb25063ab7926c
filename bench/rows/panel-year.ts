import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import type { PersonId, StrandId } from '../../contracts/profile';
import { admitAll } from '../../lambdas/domain/admit-all';
import { type ApplyPorts, applyEvent } from '../../lambdas/domain/apply-event';
import { compileEdge } from '../../lambdas/domain/edge';
import type { Validators } from '../../lambdas/domain/edge-event';
import type { ProfileChange, StoredPerson } from '../../lambdas/domain/ports/profiles';
import type { PersonalValue, TokensFor } from '../../lambdas/domain/ports/vault';
import { compileProfileRules } from '../../lambdas/domain/profile-rules';
import { parseSegment, readSegment } from '../../lambdas/domain/segment';
import { loadWorkspace, platformConfig } from '../../lib/workspace';
import { loadPanel } from '../../local/panel/load-panel';
import { orderCompleted } from '../../local/panel/orders';
import type { SourceCall } from '../../local/panel/shapes';
import { basketsBetween } from '../../local/panel/transactions';
import { type Bench, shown } from '../row';

const PER_REQUEST = 100;
const SAMPLE_EVERY = 1000;

/** All orders of the panel's year, in time order, through the domain code in one process: edge, tokens, profiles, segments. */
export const panelYear: Bench = {
  id: 'panel-year',
  run: async () => {
    const { workspace } = loadWorkspace(process.cwd());
    if (workspace === undefined) throw new Error('The workspace cannot be read: run "npx tandem check".');
    const platform = platformConfig(workspace);
    const { validators } = (await import(resolve('dist/generated/catalog.js'))) as { validators: Validators };
    const [edge, rules] = [compileEdge(platform, validators), compileProfileRules(platform)];
    const sender = platform.sources.find(({ source }) => source === 'panel');
    if (sender === undefined) throw new Error('platform/sources.yaml has no source "panel".');
    const { tables, transactions } = await loadPanel(process.cwd());
    const store = createProfilesInMemory();

    const peak = { heap: 0, rss: 0 };
    const look = (): void => {
      const { heapUsed, rss } = process.memoryUsage();
      peak.heap = Math.max(peak.heap, heapUsed);
      peak.rss = Math.max(peak.rss, rss);
    };
    let applied = 0;
    let requests: SourceCall[] = [];
    const send = async (calls: readonly SourceCall[]): Promise<void> => {
      const received = Math.max(...calls.map(({ at }) => at));
      const parsed = parseSegment(Buffer.from(JSON.stringify({ batch: calls.map(({ call }) => call) })));
      const request = parsed.kind === 'problem' ? parsed : readSegment('batch', parsed, received);
      if (request.kind === 'problem') throw new Error(request.message);
      const { events, rejected } = await admitAll(edge, request.items, sender, { tokensFor, trace: 'bench' });
      if (rejected[0] !== undefined) throw new Error(rejected[0].message);
      const ports = { ...store.ports, clock: async () => new Date(received) };
      for (const { event } of events) {
        const { outcome } = await applyEvent(ports, rules, event);
        if (outcome !== 'applied') throw new Error(`An order was not applied: ${outcome}.`);
        applied += 1;
        if (applied % SAMPLE_EVERY === 0) look();
      }
    };

    const before = process.cpuUsage();
    for (const basket of basketsBetween(transactions, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, () => true)) {
      requests.push(orderCompleted(basket, tables.products));
      if (requests.length < PER_REQUEST) continue;
      await send(requests);
      requests = [];
    }
    if (requests.length > 0) await send(requests);
    const { user, system } = process.cpuUsage(before);
    look();
    return [
      shown('panel-year.orders', 'orders of the panel’s year through edge, profiles and segments', applied, 'events'),
      shown('panel-year.people', 'people they make', store.size(), 'people'),
      shown(
        'panel-year.rate',
        'the same per second of CPU, in one process',
        applied / ((user + system) / 1e6),
        'events/s',
      ),
      shown(
        'panel-year.heap',
        'peak heap on the way, the panel itself and all people in memory',
        peak.heap / 2 ** 20,
        'MB',
      ),
      shown('panel-year.memory', 'peak memory of the process', peak.rss / 2 ** 20, 'MB'),
    ];
  },
};

const tokenOf = ({ kind, value }: PersonalValue): string =>
  `tok_${createHash('sha256').update(`${kind}\n${value}`).digest('base64url').slice(0, 22)}`;
const tokensFor: TokensFor = async (events) =>
  events.map(({ identifiers, others }) => ({ identifiers: identifiers.map(tokenOf), others: others.map(tokenOf) }));

/** The profiles table as far as one undisturbed worker needs it: states as they are, keys of events only. */
const createProfilesInMemory = () => {
  const [pointers, persons] = [new Map<StrandId, PersonId>(), new Map<PersonId, StoredPerson>()];
  const seen = new Set<string>();
  const found = <K, V>(map: ReadonlyMap<K, V>, keys: readonly K[]): readonly (readonly [K, V])[] =>
    keys.flatMap((key) => {
      const value = map.get(key);
      return value === undefined ? [] : [[key, value] as const];
    });
  const name = ({ strand, source, messageId }: ProfileChange['key']): string => `${strand}\n${source}\n${messageId}`;
  const personsOf = (ids: readonly PersonId[]): readonly StoredPerson[] => found(persons, ids).map(([, one]) => one);
  const ports: Omit<ApplyPorts, 'clock'> = {
    readSurroundings: async (strands, event) => ({
      pointers: new Map(found(pointers, strands)),
      persons: personsOf(strands),
      seen: event !== undefined && seen.has(name(event)),
    }),
    strandPointers: async (strands) => new Map(found(pointers, strands)),
    loadPersons: async (ids) => personsOf(ids),
    applyChange: async ({ key, save, remove, pointers: moved }) => {
      seen.add(name(key));
      for (const { person } of remove) persons.delete(person);
      for (const { person, version, next = version + 1, state } of save)
        persons.set(person, { person, version: next, state });
      for (const { strand, person } of moved) pointers.set(strand, person);
      return 'applied';
    },
    sleep: async () => undefined,
  };
  return { ports, size: () => persons.size };
};
