import { createHmac } from 'node:crypto';
import type { TrailFact } from '../../contracts/trail';
import { canonicalJson } from './canonical';
import type { NewId, WallClock } from './ports/clocks';
import type { TellTrail } from './ports/trail';
import type { PersonalValue } from './ports/vault';

/** A fact without what every fact of the same telling shares. */
export type Told = Pick<TrailFact, 'kind' | 'about' | 'details'>;

export interface TellAccessPorts {
  readonly tellTrail: TellTrail;
  readonly newId: NewId;
  readonly wallClock: WallClock;
}

/** Tells that somebody did something that is told each time anew. Called before the answer goes out: no record, no answer. */
export type TellAccess = (by: string, told: Told) => Promise<void>;

export const createTellAccess =
  ({ tellTrail, newId, wallClock }: TellAccessPorts): TellAccess =>
  (by, told) =>
    tellTrail([{ id: `access:${newId()}`, at: wallClock().toISOString(), by, ...told }]);

/** Whom an access was about, for somebody who knows the value and has the trail's own key. */
export type SubjectMark = (subject: { readonly type: string; readonly value: PersonalValue }) => Promise<string>;

/** Marks under a key of their own, so that they are of no use with the vault, and of none at all once the key is gone. */
export const createSubjectMark =
  (readKey: () => Promise<string>): SubjectMark =>
  async ({ type, value }) =>
    `sub_${createHmac('sha256', await readKey())
      .update(canonicalJson(['trail', type, value.value]))
      .digest('base64url')
      .slice(0, 22)}`;
