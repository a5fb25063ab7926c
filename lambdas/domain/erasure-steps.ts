import type { PiiKind } from '../../contracts/event';
import type { StrandId } from '../../contracts/profile';
import type { Vendor } from '../../contracts/vendor';
import type { ErasureRequest } from './erasure-message';
import { erasurePlan, withoutLinks } from './erasure-plan';
import { relinkEvent } from './erasure-relink';
import { type ScanPorts, scanAfter, scanBefore } from './erasure-scan';
import {
  countTypes,
  type EndingStrand,
  type ErasureState,
  type ErasureWork,
  isNothing,
  sumHoldings,
  unsignedReceipt,
} from './erasure-state';
import { erasureRequests, vendorsOf } from './erasure-vendors';
import type { PublishEvents } from './ports/bus';
import type { Clock, WallClock } from './ports/clocks';
import type { LoadPersons, StoredPerson } from './ports/profiles';
import type {
  EndPerson,
  EndStrand,
  ForgetAttempts,
  ForgetDecisions,
  ForgetLedger,
  ForgetOwned,
  ForgetPayloads,
  ForgetPerson,
  ForgetStrand,
  ForgetValues,
  HashValue,
  ReadPointers,
  SaveView,
  Suppress,
} from './ports/rights';
import type { ValuesOf } from './ports/vault';
import type { ProfileRules } from './profile-rules';
import { publishAll } from './publish-all';
import { signReceipt } from './receipt-signature';
import { neighboursOf } from './refused-links';
import { strandOf, typeOf } from './strand';

/** Everything that an erasure reads and deletes. */
export interface ErasurePorts extends ScanPorts {
  readonly hashValue: HashValue;
  readonly suppress: Suppress;
  readonly forgetOwned: ForgetOwned;
  readonly forgetPayloads: ForgetPayloads;
  readonly forgetValues: ForgetValues;
  readonly readPointers: ReadPointers;
  readonly endPerson: EndPerson;
  readonly endStrand: EndStrand;
  readonly saveView: SaveView;
  readonly forgetStrand: ForgetStrand;
  readonly forgetPerson: ForgetPerson;
  readonly forgetLedger: ForgetLedger;
  readonly forgetDecisions: ForgetDecisions;
  readonly forgetAttempts: ForgetAttempts;
  /** Puts a request in a vendor's delivery queue. */
  readonly askVendor: (request: ErasureRequest) => Promise<void>;
  readonly publishEvents: PublishEvents;
  readonly readKey: () => Promise<string>;
  /** Business time: what an approval goes by. */
  readonly clock: Clock;
  readonly wallClock: WallClock;
}

/** What an erasure goes by. */
export interface ErasureSettings {
  readonly rules: ProfileRules;
  /** Kind of an identifier type's values. */
  readonly kindOf: (type: string) => PiiKind | undefined;
  readonly vendors: readonly Vendor[];
  /** How long a vendor has to confirm, in seconds. */
  readonly vendorSeconds: number;
  /** Longer than tokens are kept warm and functions live: after it nothing that was under way can still write. */
  readonly settleSeconds: number;
}

/** A step that could not be done now and is to be tried again. */
export class ErasureContendedError extends Error {
  readonly code = 'erasure.contended';
  readonly retryable = true;

  constructor() {
    super('What is to be erased kept changing.');
    this.name = 'ErasureContendedError';
  }
}

const workOf = ({ work, receipt }: ErasureState): ErasureWork => {
  if (work === undefined) throw new Error(`Erasure ${receipt} is done.`);
  return work;
};
const tokenOf = (strand: StrandId): string => strand.slice(strand.indexOf(':') + 1);

/** The strands with the hashes under which the vault indexes their values. */
const endingStrands = async (
  { valuesOf, hashValue }: { readonly valuesOf: ValuesOf; readonly hashValue: HashValue },
  { kindOf }: Pick<ErasureSettings, 'kindOf'>,
  strands: readonly (readonly [strand: StrandId, erase: boolean])[],
): Promise<readonly EndingStrand[]> => {
  const values = await valuesOf(strands.map(([strand]) => tokenOf(strand)));
  return Promise.all(
    strands.map(async ([strand, erase]): Promise<EndingStrand> => {
      const [token, kind] = [tokenOf(strand), kindOf(typeOf(strand))];
      const value = values.get(token);
      if (value === undefined || kind === undefined) return { strand, token, erase };
      return { strand, token, erase, hash: await hashValue({ kind, value }) };
    }),
  );
};

/** The persons that strands belong to; `moved` where one was on its way to another person while they were read. */
const personsOf = async (
  { readPointers, loadPersons }: { readonly readPointers: ReadPointers; readonly loadPersons: LoadPersons },
  strands: readonly StrandId[],
): Promise<readonly StoredPerson[] | 'moved'> => {
  const pointers = [...(await readPointers(strands))].flatMap(([strand, one]) =>
    one.kind === 'person' ? [{ strand, person: one.person }] : [],
  );
  const persons = await loadPersons([...new Set(pointers.map(({ person }) => person))]);
  const isThere = ({ strand, person }: { strand: StrandId; person: string }): boolean =>
    persons.some((stored) => stored.person === person && stored.state.strands[strand] !== undefined);
  return pointers.every(isThere) ? persons : 'moved';
};

/** Who is to end: nobody for a value that nobody is known by. Done again until the end has happened, because people change. */
const plan = async (ports: ErasurePorts, settings: ErasureSettings, state: ErasureState): Promise<ErasureState> => {
  const work = workOf(state);
  const { token } = await ports.readIndexed(work.hash);
  if (token === undefined) return { ...state, step: 'suppress' };
  const strand = strandOf({ type: state.type, token });
  const pointer = (await ports.readPointers([strand])).get(strand);
  // Another erasure of the same person is about to take the token out of the index.
  if (pointer?.kind === 'erased' && pointer.receipt !== state.receipt) throw new ErasureContendedError();
  if (pointer?.kind === 'erased') return { ...state, step: 'suppress' };
  const [asked] = pointer === undefined ? [] : await ports.loadPersons([pointer.person]);
  // Pointer and person are read one after the other: the strand may have moved to somebody else in between.
  if (pointer !== undefined && asked?.state.strands[strand] === undefined) throw new ErasureContendedError();
  const neighbours = asked === undefined ? [] : await personsOf(ports, neighboursOf(asked.state));
  if (neighbours === 'moved') throw new ErasureContendedError();
  const planned =
    asked === undefined
      ? { ends: [], erase: [strand], release: [], neighbours: [], relinks: [] }
      : erasurePlan(asked, neighbours, settings.rules);
  const before = asked === undefined ? [] : await endedBefore(ports, state, neighboursOf(asked.state));
  const strands = await endingStrands(ports, settings, [
    ...[...new Set([...before, ...planned.erase])].map((one) => [one, true] as const),
    ...planned.release.map((one) => [one, false] as const),
  ]);
  const ends = planned.ends.map(({ person, version, state: { strands: of, membership }, due }) => ({
    person,
    version,
    strands: Object.keys(of),
    audiences: membership?.in ?? [],
    ...(due !== undefined && { due }),
  }));
  return {
    ...state,
    step: 'end',
    work: { ...work, strands, ends, neighbours: planned.neighbours, relinks: planned.relinks },
  };
};

/** Strands that an earlier try of the same erasure has ended: they have no person any more that would bring them along. */
const endedBefore = async (
  { readPointers }: ErasurePorts,
  { receipt }: ErasureState,
  strands: readonly StrandId[],
): Promise<readonly StrandId[]> =>
  [...(await readPointers(strands))].flatMap(([strand, one]) =>
    one.kind === 'erased' && one.receipt === receipt ? [strand] : [],
  );

/**
 * The point of no return: one transaction a person, the one asked for last. A change that came in between makes it start from
 * the plan again; an event that comes later finds tombstones.
 */
const end = async (ports: ErasurePorts, _settings: ErasureSettings, state: ErasureState): Promise<ErasureState> => {
  const work = workOf(state);
  const isErased = new Map(work.strands.map(({ strand, erase }) => [strand, erase]));
  for (const { strands, ...ended } of work.ends) {
    const erase = strands.filter((strand) => isErased.get(strand) === true);
    const release = strands.filter((strand) => isErased.get(strand) === false);
    if ((await ports.endPerson({ ...ended, erase, release }, state)) === 'conflict') return { ...state, step: 'plan' };
  }
  if (work.ends.length === 0) {
    for (const { strand } of work.strands) {
      if ((await ports.endStrand(strand, state)) === 'conflict') return { ...state, step: 'plan' };
    }
  }
  return { ...state, step: 'suppress' };
};

/** From here on the vault gives the values new tokens, and only for events that happened after the erasure was asked for. */
const suppress = async (
  ports: ErasurePorts,
  _settings: ErasureSettings,
  state: ErasureState,
): Promise<ErasureState> => {
  const work = workOf(state);
  for (const { hash, token, erase } of work.strands) {
    if (hash !== undefined && erase) await ports.suppress(hash, token, state);
  }
  if (work.strands.length === 0 && (await ports.suppress(work.hash, undefined, state)) === 'changed') {
    return { ...state, step: 'plan' };
  }
  return {
    ...state,
    step: 'gather',
    identifiers: countTypes(work.strands.filter(({ erase }) => erase)),
    shared: countTypes(work.strands.filter(({ erase }) => !erase)),
    work: { ...work, endedAt: ports.wallClock().toISOString() },
  };
};

/** Everything is counted before the first deletion, so that a crash in the midst of it changes no number. */
const gather = async (ports: ErasurePorts, settings: ErasureSettings, state: ErasureState): Promise<ErasureState> => {
  const work = workOf(state);
  const { held, decisions, messages, attempts } = await scanBefore(ports, state);
  const vendors = vendorsOf(settings.vendors, work.strands, attempts, await ports.clock());
  return { ...state, step: 'tell', held, vendors, work: { ...work, decisions, messages } };
};

const tell = async (ports: ErasurePorts, settings: ErasureSettings, state: ErasureState): Promise<ErasureState> => {
  for (const request of erasureRequests(state, settings.vendors)) await ports.askVendor(request);
  return { ...state, step: 'delete', work: { ...workOf(state), toldAt: ports.wallClock().toISOString() } };
};

const TRIES = 8;

/** Takes the links to strands that have ended out of everybody else's profile, whoever the strands beside belong to by now. */
const unlink = async (
  ports: ErasurePorts,
  beside: readonly StrandId[],
  moved: ReadonlySet<StrandId>,
): Promise<void> => {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const persons = await personsOf(ports, beside);
    if (persons === 'moved') continue;
    const linked = persons.flatMap((stored) => {
      const state = withoutLinks(stored.state, moved);
      return state === stored.state ? [] : [{ ...stored, state }];
    });
    for (const stored of linked) await ports.saveView(stored);
    if (linked.length === 0) return;
  }
  throw new ErasureContendedError();
};

const sweep = async (ports: ErasurePorts, work: ErasureWork, erasedAt: string): Promise<void> => {
  for (const { strand, erase } of work.strands) {
    await (erase ? ports.forgetStrand(strand) : ports.forgetStrand(strand, erasedAt));
    if (erase) await ports.forgetLedger(strand);
  }
  for (const ended of work.ends) {
    if (work.strands.some(({ strand, erase }) => erase && strand === ended.person)) await ports.forgetPerson(ended);
  }
  await ports.forgetDecisions(work.decisions);
  await ports.forgetAttempts(work.messages);
};

const remove = async (ports: ErasurePorts, _settings: ErasureSettings, state: ErasureState): Promise<ErasureState> => {
  const work = workOf(state);
  await sweep(ports, work, state.erasedAt);
  for (const { strand, erase } of work.strands) if (!erase) await ports.forgetLedger(strand);
  const moved = new Set(work.strands.map(({ strand }) => strand));
  await unlink(ports, work.neighbours, moved);
  await publishAll(ports.publishEvents)(work.relinks.map((relink) => relinkEvent(state, relink)));
  return { ...state, step: 'wait' };
};

/** Seconds from one time to another, both ISO 8601. */
const secondsSince = (at: string | undefined, now: Date): number => (now.getTime() - Date.parse(at ?? '')) / 1000;

/** The vendors are told by values that are in the vault, which is why it keeps them until all have answered or had their time. */
const wait = async (
  { wallClock }: ErasurePorts,
  { vendorSeconds }: ErasureSettings,
  state: ErasureState,
): Promise<Advanced> => {
  const left = vendorSeconds - secondsSince(workOf(state).toldAt, wallClock());
  const isOpen = state.vendors.some(({ outcome }) => outcome === 'asked');
  if (isOpen && left > 0) return { state, waitSeconds: left };
  const at = wallClock().toISOString();
  const vendors = state.vendors.map((one) =>
    one.outcome === 'asked' ? { ...one, outcome: 'no-answer' as const, at } : one,
  );
  return { state: { ...state, step: 'forget', vendors } };
};

const forgetVault = async (ports: ErasurePorts, strands: readonly EndingStrand[]): Promise<void> => {
  for (const { hash, token, erase } of strands) {
    if (hash !== undefined) await ports.forgetOwned(hash, token);
    if (hash !== undefined && erase) await ports.forgetPayloads(hash);
    if (erase) await ports.forgetValues([token]);
  }
};

const forget = async (ports: ErasurePorts, _settings: ErasureSettings, state: ErasureState): Promise<ErasureState> => {
  await forgetVault(ports, workOf(state).strands);
  return { ...state, step: 'settle' };
};

const settle = async (
  { wallClock }: ErasurePorts,
  { settleSeconds }: ErasureSettings,
  state: ErasureState,
): Promise<Advanced> => {
  const left = settleSeconds - secondsSince(workOf(state).endedAt, wallClock());
  return left > 0 ? { state, waitSeconds: left } : { state: { ...state, step: 'rescan' } };
};

/** Reads every store again. What had been under way and was written since is deleted, and everything read once more. */
const rescan = async (ports: ErasurePorts, _settings: ErasureSettings, state: ErasureState): Promise<Advanced> => {
  const work = workOf(state);
  const { held, decisions, messages } = await scanAfter(ports, state);
  const at = ports.wallClock().toISOString();
  if (isNothing(held))
    return { state: await sign(ports, { ...state, step: 'done', rescan: { at, left: held }, finishedAt: at }) };
  const found = { ...work, decisions, messages };
  await sweep(ports, found, state.erasedAt);
  await forgetVault(ports, found.strands);
  return { state: { ...state, late: sumHoldings(state.late, held), work: found } };
};

/** The last thing that is done: then nothing of the person is needed any more, and nothing of it stays in the receipt. */
const sign = async ({ readKey }: ErasurePorts, state: ErasureState): Promise<ErasureState> => {
  const done = { ...state, work: undefined };
  return { ...done, signature: signReceipt(unsignedReceipt(done), await readKey()) };
};

/** A state after a step; `waitSeconds` where nothing can be done before. */
export interface Advanced {
  readonly state: ErasureState;
  readonly waitSeconds?: number;
}
type Step = (ports: ErasurePorts, settings: ErasureSettings, state: ErasureState) => Promise<ErasureState | Advanced>;

const STEPS: Readonly<Record<Exclude<ErasureState['step'], 'done'>, Step>> = {
  plan,
  end,
  suppress,
  gather,
  tell,
  delete: remove,
  wait,
  forget,
  settle,
  rescan,
};

/** Does the step that an erasure is at. Each may fail at any point and be done again, with the same end. */
export const takeStep = async (
  ports: ErasurePorts,
  settings: ErasureSettings,
  state: ErasureState,
): Promise<Advanced> => {
  if (state.step === 'done') return { state };
  const after = await STEPS[state.step](ports, settings, state);
  return 'state' in after ? after : { state: after };
};

/**
 * Looks after strands that a late event named beside an erased one: what nobody is known by goes with them. `state`: the
 * erasure, whose own strands keep their values until the vendors were told.
 */
export const endLateStrands = async (
  ports: ErasurePorts,
  settings: ErasureSettings,
  state: ErasureState,
  strands: readonly StrandId[],
): Promise<void> => {
  const own = new Set(state.work?.strands.map(({ strand }) => strand));
  const pointers = await ports.readPointers(strands);
  const nobodys = strands.filter((strand) => pointers.get(strand)?.kind !== 'person' && !own.has(strand));
  const ending = await endingStrands(
    ports,
    settings,
    nobodys.map((strand) => [strand, true] as const),
  );
  for (const one of ending) {
    if ((await ports.endStrand(one.strand, state)) === 'conflict') continue;
    if (one.hash !== undefined) await ports.suppress(one.hash, one.token, state);
    await forgetVault(ports, [one]);
  }
};
