import { createHash } from 'node:crypto';
import type { LaunchDefinition } from '../../contracts/decision';
import type { PersonId } from '../../contracts/profile';
import type { Sample } from '../../contracts/rehearsal';
import type { Audiences } from './audiences';
import { canonicalJson } from './canonical';

/** Where people are looked for. */
export type Frame = Sample['from'];

export const EVERYBODY: Frame = { kind: 'everybody' };

/**
 * The segment or list whose index holds everybody whom the audience can ask for; everybody, where there is none. One that is not
 * what the stage evaluates bounds nothing: its index holds somebody else.
 */
export const frameOf = ({ audience }: LaunchDefinition, { byName }: Audiences): Frame => {
  for (const condition of audience.include) {
    const name = condition.kind === 'list' ? condition.list : 'segment' in condition ? condition.segment : undefined;
    const evaluated = name === undefined ? undefined : byName.get(name);
    if (evaluated === undefined || canonicalJson(evaluated.condition) !== canonicalJson(condition)) continue;
    return { kind: evaluated.kind, name: evaluated.audience };
  }
  return EVERYBODY;
};

/**
 * Whether a person is in a sample of a share (0 to 1). Drawn by the id alone: the same people for every launch, so that two
 * rehearsals differ by what differs between the launches, and by nothing that launches or holdouts go by.
 */
export const isDrawn = (person: PersonId, share: number): boolean =>
  share >= 1 || createHash('sha256').update(`rehearsal\n${person}`).digest().readUIntBE(0, 6) / 2 ** 48 < share;

/** The share that makes about `wanted` people of a population of which one shard of so many holds `inShard`. */
export const shareFor = (wanted: number, inShard: number, shards: number): number =>
  inShard === 0 ? 1 : Math.min(1, wanted / (inShard * shards));
