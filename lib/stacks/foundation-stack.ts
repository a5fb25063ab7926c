import { CfnOutput } from 'aws-cdk-lib';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import { trailKeeper } from '../blocks/audit-trail';
import { foundationParameter } from '../blocks/launch-joints';
import { OperationsDashboard } from '../blocks/operations-dashboard';
import { resourceName, type StageContext } from '../blocks/stage-context';
import { factsOf, jointsOf } from './foundation-facts';
import { type Base, type FoundationProps, makeBase, makeParts, type Parts } from './foundation-parts';
import { GovernedStack } from './governed-stack';

export type { FoundationProps as FoundationStackProps } from './foundation-parts';

/**
 * Everything that launches stand on: stores, bus, functions, queues and APIs of one stage.
 * @stateful
 */
export class FoundationStack extends GovernedStack {
  constructor(scope: Construct, props: FoundationProps) {
    const { stage } = props;
    super(scope, resourceName(stage, 'foundation'), {
      stage,
      description: `Foundation of ${stage.prefix} ${stage.name}`,
      qualifier: stage.settings.qualifier,
    });
    const base = makeBase(this, props);
    const parts = makeParts(this, base, props);
    this.#dashboard(base, parts);
    for (const [name, value] of Object.entries(jointsOf(base, parts))) this.#parameter(stage, name, value);
    for (const [id, value] of Object.entries(factsOf(base, parts))) {
      new CfnOutput(this, id, { value });
      this.#parameter(stage, kebab(id), value);
    }
    // Its parameter is a joint already.
    new CfnOutput(this, 'BusName', { value: base.bus.busName });
  }

  #dashboard(
    base: Base,
    {
      ingest,
      pipeline,
      redrive,
      rebuilder,
      reviewer,
      decisions,
      offers,
      gateway,
      tests,
      rehearser,
      outcomes,
      sweeper,
      preferences,
      rights,
    }: Parts,
  ): void {
    const single = [
      reviewer,
      redrive,
      rebuilder,
      offers,
      gateway,
      tests,
      rehearser,
      outcomes,
      sweeper,
      preferences,
    ].map((part) => part.function);
    const deliveries = gateway.queues.values();
    new OperationsDashboard(this, 'Operations', {
      context: base.context,
      api: base.api,
      functions: [
        ...ingest.functions,
        ...pipeline.functions,
        ...decisions.functions,
        ...rights.functions,
        trailKeeper(base.context.stage),
        ...single,
      ],
      queues: [
        ...pipeline.queues,
        reviewer.queue,
        decisions.decisionQueue,
        decisions.blastQueue,
        ...deliveries,
        outcomes.queue,
        sweeper.queue,
        rights.queue,
        rights.answers.queue,
        rights.late.queue,
        ingest.quarantine,
        base.undelivered,
      ],
      tables: [base.profiles, base.vault, base.engagement, base.control],
    });
  }

  #parameter(stage: StageContext, name: string, stringValue: string): void {
    new StringParameter(this, `Parameter-${name}`, { parameterName: foundationParameter(stage, name), stringValue });
  }
}

/** `DeliveryQueueUrlMailhub` -> `delivery-queue-url-mailhub`. */
const kebab = (id: string): string => id.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
