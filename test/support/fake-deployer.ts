import type { LaunchDefinition } from '../../contracts/decision';
import type { ProbeAnswer, ProbeTask, Proof, ProofsAnswer } from '../../contracts/probe';
import { planProbe } from '../../lambdas/domain/probe';
import type { DeployedLaunch } from '../../lib/cli/aws/deployed-launches';
import type { Assembly } from '../../lib/golive/assembly';
import type { LaunchDeployer } from '../../lib/golive/deployer';
import { DeployError } from '../../lib/golive/go-live';

/** What a deployer made of a stage's stacks, and how it is to behave. */
export interface FakeDeployments {
  readonly deployed: Map<string, DeployedLaunch>;
  /** What assemblies break. @default - nothing */
  readonly broken?: readonly string[];
  /** Why no stack can be deployed. @default - all can */
  readonly undeployable?: string;
  /** Takes the plan of each deployment, in their order. @default - nobody looks */
  readonly plans?: (string | undefined)[];
}

interface FakeAssembly extends Assembly {
  readonly props: { readonly definition: LaunchDefinition; readonly keep?: LaunchDefinition | undefined };
}

/** Stacks of launches in memory; the peer of `launchDeployer`. */
export const fakeDeployer = (stage: FakeDeployments): LaunchDeployer => ({
  assemble: (props): FakeAssembly => ({
    props,
    folder: '/nowhere',
    stack: `tandem-local-launch-${props.definition.launch}`,
    template: {
      Resources: { LaunchHash: { Type: 'AWS::SSM::Parameter', Properties: { Value: props.definition.hash } } },
    },
    broken: stage.broken ?? [],
    waived: [],
    judged: { packs: 5, rules: 40 },
    remove: () => undefined,
  }),
  deploy: async (assembly, hear, plan) => {
    stage.plans?.push(plan);
    if (stage.undeployable !== undefined) throw new DeployError(stage.undeployable);
    const { definition, keep } = (assembly as FakeAssembly).props;
    const { launch, hash } = definition;
    hear('  1/1 CREATE_COMPLETE AWS::SSM::Parameter Launch/Hash');
    stage.deployed.set(launch, { hash, definition, ...(keep !== undefined && { keeps: keep.hash }) });
  },
  destroy: async (assembly) => {
    stage.deployed.delete((assembly as FakeAssembly).props.definition.launch);
  },
});

/** A stage's `send-test`, by which every step of a probe passes but for what `reason` says of it. */
export const fakeProbes =
  (
    definitions: ReadonlyMap<string, LaunchDefinition>,
    reason: (proof: Proof) => string | undefined = () => undefined,
  ): ((name: string, task: object) => ProbeAnswer | ProofsAnswer) =>
  (_name, asked) => {
    const task = asked as ProbeTask;
    const judged = (proof: Proof): Proof => {
      const why = reason(proof);
      return why === undefined ? proof : { ...proof, reason: why };
    };
    if (task.task === 'proofs') {
      const [definition] = [...definitions.values()].slice(-1);
      const { messages } = definition === undefined ? { messages: [] } : planProbe(definition, task.run);
      const step = definition?.trigger.kind === 'at' ? 'run-blast' : 'decide-offer';
      const sent = messages.map(({ messageId }): Proof => ({ step: 'deliver-message', id: messageId }));
      return { proofs: [{ step, id: task.run } as const, ...sent].map(judged) };
    }
    const definition = definitions.get(task.hash);
    if (definition === undefined) return { refused: 'definition-missing' };
    const plan = planProbe(definition, task.run);
    const proofs = plan.offers.map(
      ({ channel, offer, language }): Proof => ({
        step: 'offer-api',
        id: `${channel}/${offer}/${language}`,
      }),
    );
    return { plan, proofs: proofs.map(judged) };
  };
