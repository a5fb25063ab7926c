import { check } from './check';
import { changedLaunches } from './launches';
import type { Ports } from './ports';

export interface GoLiveRequest {
  readonly since: string;
  readonly stage: string;
}

/**
 * Brings the launches live that a push changed. Nothing goes live under a change of what governs that two people have not
 * approved; a launch that is refused keeps no other one back, and the worst code is the step's.
 */
export const goLive = async (ports: Ports, { since, stage }: GoLiveRequest): Promise<number> => {
  const launches = changedLaunches(ports, since);
  if (launches.length === 0) {
    ports.say('No launch is changed.');
    return 0;
  }
  const governed = await check(ports, since);
  if (governed !== 0) return governed;
  let worst = 0;
  for (const launch of launches) {
    const { code, out, err } = await ports.tandem('go-live', launch, '--stage', stage);
    ports.quote(`${err}${out}`);
    worst = Math.max(worst, code);
  }
  return worst;
};
