import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ALARM_KINDS } from '../../../lib/blocks/alarm-kinds';

const RUNBOOKS = resolve(__dirname, '../../../docs/runbooks');

describe('runbooks', () => {
  it('are one page for each kind of alarm, and none besides', () => {
    expect(readdirSync(RUNBOOKS).sort()).toEqual(ALARM_KINDS.map((kind) => `${kind}.md`).sort());
  });

  it.each(ALARM_KINDS)('say for %s what to look at, what to do and when it is over', (kind) => {
    const page = readFileSync(join(RUNBOOKS, `${kind}.md`), 'utf8');
    expect(page.match(/^#.*$/gm)).toEqual([
      expect.stringMatching(new RegExp(`^# ${kind}: `)),
      '## Look',
      '## Do',
      '## Over when',
    ]);
  });
});
