import type { Approval, NeededRole, Statement } from '../../contracts/approval';
import { SECOND } from '../../contracts/approval-matrix';
import { phrase } from '../messages';
import { differingParts } from './differing-parts';
import type { Approvers } from './matrix';
import { holds, isAuthor } from './people';
import { type FoundRecord, folderOf } from './record-file';
import { whyNotSigned } from './signers';

/** A plan, what it needs, and every record that there is about its subject. */
export interface Case {
  readonly subject: string;
  readonly stage: string;
  readonly plan: string;
  readonly parts: Readonly<Record<string, string>>;
  readonly needed: readonly NeededRole[];
  readonly approvers: Approvers;
  readonly validForSeconds: number;
  readonly now: Date;
  readonly records: readonly FoundRecord[];
  readonly isUsed: (found: FoundRecord) => boolean;
}

/** What records come to. */
export type Verdict = Pick<Approval, 'state' | 'given' | 'missing' | 'voided'>;

/** Which records count, and whether they are enough: each needed role by another person. Their order does not matter. */
export const judgeRecords = (one: Case): Verdict => {
  const judged = one.records.map((found) => judge(found, one));
  const valid = judged
    .flatMap((each) => ('valid' in each ? [each.valid] : []))
    .sort((a, b) => compare(a.at, b.at) || compare(a.person, b.person));
  const missing = unfilled(one.needed, valid);
  const approved = new Set(valid.map(({ person }) => person));
  const voided = [
    ...judged.flatMap((each) => ('void' in each ? [each.void] : [])),
    ...formerApprovals(judged, one, approved),
  ].sort((a, b) => compare(a.person, b.person) || compare(a.why, b.why));
  return {
    state: missing.length === 0 ? 'granted' : voided.length > 0 ? 'void' : 'missing',
    given: valid.map(({ role, person, at, by }) => ({ role, person, at, by })),
    missing,
    voided,
  };
};

type Judged =
  | { readonly valid: Statement }
  | { readonly void: Approval['voided'][number] }
  /** An approval that held for an earlier plan. */
  | { readonly former: Statement }
  | { readonly none: true };

const judge = (found: FoundRecord, one: Case): Judged => {
  const { record, person: named, file } = found;
  const isHere = file.startsWith(`${folderOf(one.subject, one.plan)}/`);
  const refused = (why: string): Judged => (isHere ? { void: { person: named, why } } : { none: true });
  if (record === undefined) return refused(phrase('approval.damaged', { file }));
  const { statement } = record;
  if (statement.person !== named) return refused(phrase('approval.misnamed', { file, person: statement.person }));
  const unsigned = whyNotSigned(record, one.approvers.people);
  if (unsigned !== undefined) return refused(unsigned);
  if (statement.subject !== one.subject) return refused(phrase('approval.subject', { subject: statement.subject }));
  if (statement.stage !== one.stage) return refused(phrase('approval.stage', { stage: statement.stage }));
  if (statement.plan !== one.plan) return isHere ? refused(phrase('approval.plan')) : { former: statement };
  if (!isHere) return { none: true };
  if (one.isUsed(found)) return refused(phrase('approval.used'));
  const why = whyOver(statement, one);
  return why === undefined ? { valid: statement } : refused(why);
};

/** Clocks of two machines differ; a record from further ahead was not made now. */
const SKEW_MS = 5 * 60_000;

const whyOver = ({ person: id, role, at }: Statement, one: Case): string | undefined => {
  const { people, team, authors } = one.approvers;
  const person = people.find((each) => each.person === id);
  if (person === undefined) return phrase('approval.stranger', { person: id });
  if (isAuthor(person, authors)) return phrase('approval.author', { person: person.name });
  if (!holds(person, role, team)) return phrase('approval.role', { person: person.name, role });
  const age = one.now.getTime() - Date.parse(at);
  if (!(age >= -SKEW_MS)) return phrase('approval.ahead', { at });
  return age <= one.validForSeconds * 1000 ? undefined : phrase('approval.expired', { at });
};

/** Each needed role takes a person of its own; `second` takes whoever is left. */
const unfilled = (needed: readonly NeededRole[], valid: readonly Statement[]): readonly NeededRole[] => {
  const left = [...valid];
  const take = (fits: (one: Statement) => boolean): boolean => {
    const at = left.findIndex(fits);
    return at >= 0 && left.splice(at, 1).length === 1;
  };
  const byRole = [...needed].sort((a, b) => Number(a.role === SECOND) - Number(b.role === SECOND));
  return byRole.filter(({ role }) => !take((one) => role === SECOND || one.role === role));
};

/** Of whoever approved an earlier plan and not this one: what has changed since. */
const formerApprovals = (judged: readonly Judged[], { parts, approvers }: Case, approved: ReadonlySet<string>) => {
  const latest = new Map<string, Statement>();
  for (const each of judged) {
    if (!('former' in each) || approved.has(each.former.person)) continue;
    const known = latest.get(each.former.person);
    if (known === undefined || compare(known.at, each.former.at) < 0) latest.set(each.former.person, each.former);
  }
  return [...latest.values()].map(({ person, parts: before }) => {
    const name = approvers.people.find((one) => one.person === person)?.name ?? person;
    return { person, why: phrase('approval.changed', { person: name, parts: differingParts(before, parts) }) };
  });
};

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
