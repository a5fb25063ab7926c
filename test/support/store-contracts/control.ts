import type { LaunchDefinition } from '../../../contracts/decision';
import type { VendorState } from '../../../contracts/vendor';
import type { ReadClock } from '../../../lambdas/domain/ports/clocks';
import type { LiveLaunches, LoadDefinition, ReadSwitches } from '../../../lambdas/domain/ports/launches';
import { launch } from '../decision-fixtures';
import { fresh, opened } from './opened';

export interface ControlPorts {
  readonly liveLaunches: LiveLaunches;
  readonly loadDefinition: LoadDefinition;
  readonly readSwitches: ReadSwitches;
  readonly readClock: ReadClock;
}
/** What IT's tools write; the handlers only read it. */
export interface ControlWriter {
  goLive(definition: LaunchDefinition): Promise<void>;
  setLaunch(launch: string, state: 'live' | 'paused' | 'ended'): Promise<void>;
  setVendor(vendor: string, state: VendorState): Promise<void>;
  pauseAll(on: boolean): Promise<void>;
  setClock(to: Date): Promise<void>;
}

export const describeControl = (
  name: string,
  open: () => Promise<{ readonly ports: ControlPorts; readonly write: ControlWriter }>,
): void =>
  describe(`control (${name})`, () => {
    const store = opened(open);

    it('reads a launch without a row as paused, a vendor without a row as active', async () => {
      const { ports } = store();
      const switches = await ports.readSwitches(fresh('launch'), fresh('vendor'));
      expect(switches).toEqual({ pausedAll: false, launch: 'paused', vendor: 'active' });
    });

    it('sees every switch at once', async () => {
      const { ports, write } = store();
      const [launchId, vendor] = [fresh('launch'), fresh('vendor')];
      await write.goLive(launch(launchId));
      expect((await ports.readSwitches(launchId, vendor)).launch).toBe('live');
      await write.setLaunch(launchId, 'paused');
      await write.setVendor(vendor, 'suspended');
      await write.pauseAll(true);
      expect(await ports.readSwitches(launchId, vendor)).toEqual({
        pausedAll: true,
        launch: 'paused',
        vendor: 'suspended',
      });
      await write.setVendor(vendor, 'revoked');
      expect((await ports.readSwitches(launchId, vendor)).vendor).toBe('revoked');
      await write.pauseAll(false);
      await write.setVendor(vendor, 'active');
      expect(await ports.readSwitches(launchId, vendor)).toEqual({
        pausedAll: false,
        launch: 'paused',
        vendor: 'active',
      });
    });

    it('gives definitions by their hash', async () => {
      const { ports, write } = store();
      const definition = launch(fresh('launch'));
      await write.goLive(definition);
      expect(await ports.loadDefinition(definition.launch, definition.hash)).toEqual(definition);
      expect(await ports.loadDefinition(definition.launch, 'other')).toBeUndefined();
    });

    it('lists launches that have not ended', async () => {
      const { ports, write } = store();
      const [going, over] = [launch(fresh('launch')), launch(fresh('launch'))];
      await write.goLive(going);
      await write.goLive(over);
      await write.setLaunch(over.launch, 'ended');
      const listed = await ports.liveLaunches();
      expect(listed).toContainEqual({ definition: going, state: 'live', full: false });
      expect(listed.map(({ definition }) => definition.launch)).not.toContain(over.launch);
    });

    it('shows decisions a launch as paused while everything is', async () => {
      const { ports, write } = store();
      const definition = launch(fresh('launch'));
      await write.goLive(definition);
      await write.pauseAll(true);
      const listed = await ports.liveLaunches();
      await write.pauseAll(false);
      expect(listed).toContainEqual({ definition, state: 'paused', full: false });
    });

    it('reads the business clock that was set', async () => {
      const { ports, write } = store();
      const now = new Date('2026-11-27T15:00:00.000Z');
      await write.setClock(now);
      expect(await ports.readClock()).toEqual(now);
    });
  });
