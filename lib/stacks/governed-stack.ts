import { DefaultStackSynthesizer, type IStackSynthesizer, PermissionsBoundary, Stack, Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { type StageContext, stageTags } from '../blocks/stage-context';

export interface GovernedStackProps {
  readonly stage: StageContext;
  readonly description: string;
  /** Bootstrap that deploys the stack. */
  readonly qualifier: string;
  /**
   * Tags beyond the stage's own.
   * @default - none
   */
  readonly tags?: Readonly<Record<string, string>>;
}

/** Dashboards can be tagged only since lately, which not every linter knows; they get the stack's tags all the same. */
const UNTAGGED = ['AWS::CloudWatch::Dashboard'];

/** A stack of a stage: its account and region, bootstrap, tags, permissions boundary, and protection where the stage has it. */
export abstract class GovernedStack extends Stack {
  constructor(scope: Construct, id: string, { stage, description, qualifier, tags }: GovernedStackProps) {
    const { account, region, protect, permissionsBoundary } = stage.settings;
    const all = { ...stageTags(stage), ...tags };
    super(scope, id, {
      stackName: id,
      description,
      env: { account, region },
      synthesizer: new DefaultStackSynthesizer({ qualifier }) as IStackSynthesizer,
      terminationProtection: protect,
      tags: all,
      ...(permissionsBoundary === undefined ? {} : { permissionsBoundary: boundary(permissionsBoundary) }),
    });
    for (const [key, value] of Object.entries(all)) Tags.of(this).add(key, value, { excludeResourceTypes: UNTAGGED });
  }
}

const boundary = (nameOrArn: string): PermissionsBoundary =>
  nameOrArn.startsWith('arn:') ? PermissionsBoundary.fromArn(nameOrArn) : PermissionsBoundary.fromName(nameOrArn);
