import { listed, type Names, type Words } from './words';

/** Where what runs is not what is written. */
export const watchTexts = {
  'launch.drift.file': ({ launch, differences }: { launch: string; differences: Names }): Words => ({
    message: `the file, or what IT sets for it, is not what is deployed: ${differences.length === 0 ? 'its definition is another one' : listed(differences)}`,
    fix: `Run: npx tandem go-live ${launch}, or take the change back.`,
  }),
  'launch.drift.stack': ({ launch, resources }: { launch: string; resources: Names }): Words => ({
    message: `its stack is not what this version of the platform makes of the same definition: ${listed(resources)}`,
    fix: `Find out who deployed it and from where; npx tandem go-live ${launch} makes it as it is written.`,
  }),
  'launch.drift.rule': ({ launch, rule }: { launch: string; rule: string }): Words => ({
    message: `its rule ${rule} was disabled by hand: nothing sets "${launch}" off`,
    fix: `If it should be silent, run: npx tandem pause ${launch}. Then: aws events enable-rule --name ${rule}, with the bus of the stage.`,
  }),
  'launch.drift.resources': ({ launch, resources }: { launch: string; resources: Names }): Words => ({
    message: `changed by hand since it was deployed: ${listed(resources)}`,
    fix: `Find out who did it and why; npx tandem go-live ${launch} makes it as it is written.`,
  }),
  'launch.noStack': ({ launch, state }: { launch: string; state: string }): Words => ({
    message: `it is ${state}, and has no stack: no event and no schedule sets it off, while channels that ask still get its offers`,
    fix: `Run: npx tandem go-live ${launch}, or npx tandem end ${launch}.`,
  }),
  'launch.noRow': ({ launch, starts }: { launch: string; starts: string }): Words => ({
    message: `it is deployed and has never gone live, though its time began at ${starts}`,
    fix: `Run: npx tandem go-live ${launch}, or remove its stack.`,
  }),
  'launch.leftover': ({ launch, stack }: { launch: string; stack: string }): Words => ({
    message: `"${launch}" has ended and nothing of it waits any more, but its stack ${stack} is still there`,
    fix: 'See docs/runbooks/launch-sweep.md: the sweeper should have had it removed.',
  }),
};
