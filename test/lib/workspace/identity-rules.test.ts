import { identitySchema } from '../../../contracts/identity';
import { loadWorkspace } from '../../../lib/workspace';
import { identitySeal } from '../../../lib/workspace/checks/identity';
import { platformConfig } from '../../../lib/workspace/platform-config';
import { AS_OF, removeWorkspaces, workspaceWith } from '../../support/workspace';

afterAll(removeWorkspaces);

const FILE = 'platform/identity.yaml';
const EMAIL = { type: 'email', priority: 3, kind: 'email', from: 'email', limit: { values: 5, per: 'ever' } };
const USER = {
  type: 'user_id',
  priority: 1,
  unique: true,
  kind: 'user',
  from: 'userId',
  limit: { values: 1, per: 'ever' },
};

interface Sketch {
  readonly version?: number;
  readonly seal?: string;
  readonly types?: readonly object[];
  readonly blocked?: object;
}
/** Rules as JSON, which is YAML; sealed unless a seal is given. */
const rules = ({ seal, ...changed }: Sketch): string => {
  const content = { version: 1, types: [USER, EMAIL], sharedBy: 8, blocked: {}, ...changed };
  return JSON.stringify({
    ...content,
    seal: seal ?? identitySeal(identitySchema.parse({ ...content, seal: '0'.repeat(12) })),
  });
};
const findings = (sketch: Sketch) =>
  loadWorkspace(workspaceWith({ [FILE]: rules(sketch) }), { asOf: AS_OF }).findings.filter(({ file }) => file === FILE);

describe('rules of identity', () => {
  it('pass where they are sealed', () => {
    expect(findings({})).toEqual([]);
  });

  it.each<[string, Sketch, string, string]>([
    [
      'two types of one priority',
      { types: [USER, { ...EMAIL, priority: 1 }] },
      'identity.priority',
      'types[1].priority',
    ],
    [
      'a unique type with room for two',
      { types: [{ ...USER, limit: { values: 2, per: 'ever' } }, EMAIL] },
      'identity.limit',
      'types[0].limit',
    ],
    [
      'a unique type with a window',
      { types: [{ ...USER, limit: { values: 1, per: '90 days' } }, EMAIL] },
      'identity.limit',
      'types[0].limit',
    ],
    [
      'limits beyond what a transaction can move',
      {
        types: [
          USER,
          { ...EMAIL, limit: { values: 50, per: 'ever' } },
          { ...EMAIL, type: 'phone', kind: 'phone', priority: 4, limit: { values: 14, per: 'ever' } },
        ],
      },
      'identity.limit',
      'types',
    ],
    [
      'a window shorter than caps look back',
      { types: [USER, { ...EMAIL, limit: { values: 5, per: '30 days' } }] },
      'identity.limit',
      'types[1].limit.per',
    ],
    [
      'a broken pattern of a type',
      { types: [USER, { ...EMAIL, blocked: { patterns: ['('] } }] },
      'identity.pattern',
      'types[1].blocked.patterns[0]',
    ],
    ['a pattern that blocks everybody', { blocked: { patterns: [''] } }, 'identity.pattern', 'blocked.patterns[0]'],
    [
      'an unknown kind',
      { types: [USER, EMAIL, { ...EMAIL, type: 'fax', priority: 5, kind: 'fax' }], seal: '0'.repeat(12) },
      'schema.value',
      'types[2].kind',
    ],
    [
      'a window without a limit',
      { types: [USER, { ...EMAIL, limit: { per: '90 days' } }], seal: '0'.repeat(12) },
      'schema.missing',
      'types[1].limit.values',
    ],
  ])('refuse %s', (_case, sketch, code, path) => {
    expect(findings(sketch)).toMatchObject([{ code, path }]);
  });

  it('cannot change without a new version, and say which seal it needs', () => {
    const seal = identitySeal(identitySchema.parse(JSON.parse(rules({}))));
    const changed = { types: [USER, { ...EMAIL, limit: { values: 6, per: 'ever' } }] };
    const [finding] = findings({ ...changed, seal });
    expect(finding).toMatchObject({ code: 'identity.version', path: 'version' });
    const [, next = ''] = /seal: "([0-9a-f]{12})"/.exec(finding?.fix ?? '') ?? [];
    expect(findings({ ...changed, version: 2, seal: next })).toEqual([]);
    expect(findings({ ...changed, seal: next })).toMatchObject([{ code: 'identity.version' }]);
  });

  it('reach handlers with windows in seconds and without the seal', () => {
    const types = [USER, { ...EMAIL, limit: { values: 5, per: '6 weeks' } }];
    const { workspace } = loadWorkspace(workspaceWith({ [FILE]: rules({ types }) }), { asOf: AS_OF });
    if (workspace === undefined) throw new Error('The workspace cannot be read.');
    const { identity } = platformConfig(workspace);
    expect(identity.types.map(({ limit }) => limit)).toEqual([{ values: 1 }, { values: 5, perSeconds: 3_628_800 }]);
    expect(identity).not.toHaveProperty('seal');
  });
});
