import type { RehearseTask } from '../../../contracts/rehearsal';
import type { Functions } from '../../../lib/cli/aws/functions';
import { createRehearsals } from '../../../lib/cli/aws/rehearsals';
import { launch } from '../../support/decision-fixtures';
import { reachOf, rehearsalOf } from '../../support/rehearsals';

const coats = launch('coats');
const result = reachOf(coats);
const part = (done: number, rest: object) => ({ progress: { done, of: 64 }, ...rest });

/** A function that gives these answers, and keeps what it was asked. */
const answering = (...answers: readonly object[]) => {
  const tasks: RehearseTask[] = [];
  const left = [...answers];
  const functions: Functions = {
    invoke: async <Answer>(name: string, task: object) => {
      expect(name).toBe('rehearse-launch');
      tasks.push(task as RehearseTask);
      return left.shift() as Answer;
    },
  };
  return { rehearsals: createRehearsals(functions), tasks };
};

describe('rehearsals', () => {
  it('goes on from each continuation until the result is there, and tells how far it has come', async () => {
    const { rehearsals, tasks } = answering(
      part(8, { continuation: 'a' }),
      part(40, { continuation: 'b' }),
      part(64, { result }),
    );
    const seen: number[] = [];
    expect(await rehearsals.reach(coats, ({ done }) => seen.push(done))).toEqual(result);
    expect(tasks.map(({ continuation }) => continuation)).toEqual([undefined, 'a', 'b']);
    expect(seen).toEqual([8, 40, 64]);
  });

  it('asks for days of history', async () => {
    const rehearsal = rehearsalOf(coats);
    const { rehearsals, tasks } = answering(part(64, { result: rehearsal }));
    expect(await rehearsals.history(coats, 14)).toEqual(rehearsal);
    expect(tasks).toEqual([{ task: 'history', definition: coats, days: 14 }]);
  });

  it('begins anew where the rules have changed meanwhile', async () => {
    const { rehearsals, tasks } = answering(
      part(8, { continuation: 'a' }),
      { refused: 'continuation-stale' },
      part(64, { result }),
    );
    expect(await rehearsals.reach(coats)).toEqual(result);
    expect(tasks.map(({ continuation }) => continuation)).toEqual([undefined, 'a', undefined]);
  });

  it('gives up on a stage whose rules change all the time', async () => {
    const stale = { refused: 'continuation-stale' };
    const { rehearsals, tasks } = answering(stale, stale, stale);
    await expect(rehearsals.reach(coats)).rejects.toThrow('the stage was deployed anew meanwhile');
    expect(tasks).toHaveLength(3);
  });

  it('says why a stage refuses', async () => {
    const { rehearsals } = answering({ refused: 'definition-unsound' });
    await expect(rehearsals.reach(coats)).rejects.toThrow('deploy the foundation of this version first');
  });
});
