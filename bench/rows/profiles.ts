import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { ProfileFigures } from '../profile-work';
import { atLeast, type Bench, shown } from '../row';

/** Events a second and core through the domain code that keeps profiles, bundled and minified as functions are. */
export const profiles: Bench = {
  id: 'profile',
  run: async () => {
    const { bytes, told, remembered, segments, coded, heavy } = await bundledRun();
    return [
      shown('profile.bytes', 'bytes of the profile that events are applied to, as it is stored', bytes, 'B'),
      atLeast('profile.trait', 'apply an event that tells a trait to it, per core', told, 'events/s', 50_000),
      atLeast('profile.event', 'apply an event that is remembered to it, per core', remembered, 'events/s', 50_000),
      atLeast('profile.segments', 'apply an event with 200 segment definitions, per core', segments, 'events/s', 5000),
      shown('profile.coded', 'read, change and write the stored item (inflate to deflate)', coded, 'events/s'),
      shown('profile.heavy.bytes', 'a person of 6,000 traits, as it is stored', heavy.bytes / 1024, 'KB'),
      shown(
        'profile.heavy.units',
        'write units of one change of that person',
        2 + 2 * Math.ceil(heavy.bytes / 1024),
        'WU',
      ),
      shown('profile.heavy.coded', 'read, change and write that item', heavy.coded, 'events/s'),
    ];
  },
};

/** What tsx adds for debugging (names, getters of imports) would cost as much as the work itself. */
const bundledRun = async (): Promise<ProfileFigures> => {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-bench-'));
  try {
    const outfile = join(folder, 'work.js');
    await build({
      entryPoints: ['bench/profile-work.ts'],
      outfile,
      bundle: true,
      minify: true,
      platform: 'node',
      target: 'node20',
      format: 'cjs',
      logLevel: 'silent',
    });
    return JSON.parse(execFileSync(process.execPath, [outfile], { encoding: 'utf8' })) as ProfileFigures;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
