import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AS_OF } from '../../../../local/deployment';
import { tandemIn } from '../../../support/e2e/tandem';
import { guideBlocks, wordsOf } from '../../../support/guide';
import { LAUNCH } from './decisions';
import type { Stage } from './stage';

/** Of the guide's commands those that ask the platform, and that a launch which others need survives. */
const ASKED = ['why', 'go-live', 'status', 'pause', 'resume'];

/** What marketing is told to type, on a launch that is deployed in place of the guide's. */
export const guide = (stage: Stage): void => {
  it('does what the guide for marketing says, in its order', async () => {
    const { world, cast } = stage();
    const { userId } = cast.treated();
    const page = readFileSync(join(world.root, 'docs/launching-a-channel.md'), 'utf8');
    const commands = guideBlocks(page)
      .filter(({ language }) => language === 'sh')
      .flatMap(({ text }) => text.trim().split('\n'))
      .map((line) => wordsOf(line).slice(1))
      .filter(([program, verb = '']) => program === 'tandem' && ASKED.includes(verb));
    expect(commands.map(([, verb]) => verb)).toEqual(ASKED);

    for (const [, verb = '', ...words] of commands) {
      const given = words.map((word) =>
        word === 'sunday-soup' ? LAUNCH : word.replace(/^user_id:.*/, `user_id:${userId}`),
      );
      // The run must be the same on any day.
      const asOf = ['why', 'go-live', 'status'].includes(verb) ? ['--as-of', AS_OF] : [];
      const { code, text } = await tandemIn(world, world.root, [verb, ...given, ...asOf]);
      expect({ verb, code, text }).toEqual({ verb, code: 0, text: expect.stringContaining(LAUNCH) });
    }
    const { text } = await tandemIn(world, world.root, ['status']);
    expect(text).toMatch(new RegExp(`${LAUNCH} +live`));
  });
};
