import type { AudienceDefinition, AudienceDefinitions } from '../../contracts/audience';
import type { Audience } from '../../contracts/launch';
import { compileCondition, type Names, namesOf } from './conditions';
import { contentHash } from './hash';
import type { Workspace } from './workspace';

/** All segments and lists as they are evaluated for everybody, with the hash under which membership is stored. */
export const compileAudiences = (workspace: Pick<Workspace, 'audiences' | 'computedTraits'>): AudienceDefinitions => {
  const names = namesOf(workspace);
  const definitions = workspace.audiences
    .map((one) => compileAudience(one, names))
    .sort((a, b) => (a.audience < b.audience ? -1 : 1));
  const computed = [...names.computed.values()].map(({ key }) => key).sort();
  return { hash: contentHash({ definitions, computed }).slice(0, 12), definitions };
};

const compileAudience = (audience: Audience, names: Names): AudienceDefinition =>
  'segment' in audience
    ? {
        audience: audience.segment,
        kind: 'segment',
        condition: compileCondition({ segment: audience.segment }, names),
      }
    : { audience: audience.list, kind: 'list', condition: { kind: 'list', list: audience.list } };
