import { createMemoryControl } from '../../support/memory-control';
import { createMemoryEngagement } from '../../support/memory-engagement';
import { createMemoryErasures } from '../../support/memory-erasures';
import { createMemoryProfiles } from '../../support/memory-profiles';
import { createMemoryRebuildRuns } from '../../support/memory-rebuild-runs';
import { createMemoryChain, createMemoryTrail } from '../../support/memory-trail';
import { createMemoryVault } from '../../support/memory-vault';
import { createMemoryVendorLimits } from '../../support/memory-vendor-limits';
import { createMemoryWebhookMarks } from '../../support/memory-webhook-marks';
import { describeControl } from '../../support/store-contracts/control';
import { describeEngagement } from '../../support/store-contracts/engagement';
import { describeErasure } from '../../support/store-contracts/erasure';
import { describeGenerations } from '../../support/store-contracts/generations';
import { describeProfiles } from '../../support/store-contracts/profiles';
import { describeTrail } from '../../support/store-contracts/trail';
import { describeVault } from '../../support/store-contracts/vault';
import { describeVendorLimits } from '../../support/store-contracts/vendor-limits';
import { describeWebhookMarks } from '../../support/store-contracts/webhook-marks';

describeProfiles('memory', async () => createMemoryProfiles());

describeVault('memory', async () => {
  const vault = createMemoryVault();
  return () => vault;
});

describeErasure('memory', async () => ({
  ...createMemoryProfiles(),
  ...createMemoryEngagement(),
  ...createMemoryErasures(),
}));

describeGenerations('memory', async () => ({ ...createMemoryProfiles(), ...createMemoryRebuildRuns() }));

describeEngagement('memory', async () => createMemoryEngagement());

describeControl('memory', async () => {
  const { goLive, setLaunch, setVendor, pauseAll, setClock, ...ports } = createMemoryControl();
  return {
    ports,
    write: {
      goLive: async (definition) => goLive(definition),
      setLaunch: async (launch, state) => setLaunch(launch, state),
      setVendor: async (vendor, state) => setVendor(vendor, state),
      pauseAll: async (on) => pauseAll(on),
      setClock: async (to) => setClock(to),
    },
  };
});

describeVendorLimits('memory', async () => createMemoryVendorLimits());

describeTrail('memory', async () => {
  const { tellTrail, kept } = createMemoryTrail();
  return { ports: createMemoryChain().ports, tellTrail, told: async () => [...kept.values()] };
});

describeWebhookMarks('memory', async () => createMemoryWebhookMarks());
