import { type App, Validations } from 'aws-cdk-lib';
import type { Finding } from '../../contracts/finding';
import type { StageContext } from '../blocks/stage-context';
import type { Workspace } from '../workspace';
import { FatalRules } from './fatal-rules';
import { packsOf } from './packs';
import { WAIVERS_FILE } from './waiver-findings';
import { applyWaivers } from './waivers';

export interface GovernProps {
  readonly workspace: Pick<Workspace, 'policy' | 'waivers'>;
  readonly stage: StageContext;
  /** Texts of the files read, by path. */
  readonly sources: ReadonlyMap<string, string>;
  /**
   * Waivers are judged as of this moment.
   * @default - now
   */
  readonly asOf?: Date;
}

/**
 * Puts the whole app under policy: the enforced packs and the fatal rules, once, and the waivers in force. Call it when
 * all stacks are made, before synthesis.
 */
export const govern = (app: App, { workspace, stage, sources, asOf = new Date() }: GovernProps): readonly Finding[] => {
  const { policy, waivers } = workspace;
  Validations.of(app).addPlugins(...packsOf(policy, 'enforced'), new FatalRules(stage.name));
  return applyWaivers(app, {
    waivers,
    packs: packsOf(policy, 'enforced'),
    asOf,
    text: sources.get(WAIVERS_FILE) ?? '',
    options: stage.settings.edge.cloudFrontWaf ? ['cloudFrontWaf'] : [],
  });
};
