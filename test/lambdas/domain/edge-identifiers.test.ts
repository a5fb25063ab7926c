import { compileIdentifiers } from '../../../lambdas/domain/edge-identifiers';
import { loadWorkspace, platformConfig } from '../../../lib/workspace';
import { edgeIdentity } from '../../support/edge-fixtures';

const { workspace } = loadWorkspace(process.cwd());
if (workspace === undefined) throw new Error('The shipped workspace cannot be read.');
const shipped = compileIdentifiers(platformConfig(workspace).identity);

type Values = Readonly<Record<string, unknown>>;
const found = (rules: typeof shipped, traits: Values, userId?: string, anonymousId?: string): readonly string[] => {
  const call = {
    index: 0,
    messageId: 'm',
    event: 'Customer Identified',
    occurredAt: 0,
    receivedAt: 0,
    traits,
    properties: {},
    synthetic: false,
    payload: {},
    ...(userId === undefined ? {} : { userId }),
    ...(anonymousId === undefined ? {} : { anonymousId }),
  };
  return rules(call, { identifies: [] }).map(({ type, value }) => `${type} ${value.value}`);
};

describe('the shipped rules', () => {
  it.each([
    null,
    undefined,
    '',
    ' ',
    {},
    [],
    ['ada@mail.example.org'],
    { value: 'x' },
    true,
    1.5,
    'null',
    'N/A',
    '0',
    'test@test.com',
    'no-reply@shop.example.org',
    'ada@example.com',
  ])('let %j as an e-mail identify nobody', (email) => {
    expect(found(shipped, { email })).toEqual([]);
  });

  it.each([null, 0, '000-000-0000', '+1 202 555 1212', '1111111111', '+11111111111', [2_025_550_143]])(
    'let %j as a phone number identify nobody',
    (phone) => {
      expect(found(shipped, { phone })).toEqual([]);
    },
  );

  it.each([
    '0',
    '-1',
    '0000-0000-0000',
    '00000000-0000-0000-0000-000000000000',
    'NULL',
    'undefined',
    'Guest',
    'true',
    '[object Object]',
  ])('let %j as a user or a browser identify nobody', (id) => {
    expect(found(shipped, {}, id, id)).toEqual([]);
  });

  it('let ordinary values through, strongest first', () => {
    const traits = {
      email: 'Ada@Mail.Example.org',
      phone: '(202) 555-0143',
      handle: '@Ada_L',
      loyalty_number: '4 711-02',
    };
    expect(found(shipped, traits, 'hh-900', '7b0e2f9c-51d4-4c1a-9a57-3d5c8e6f1b20')).toEqual([
      'user_id hh-900',
      'loyalty_number 471102',
      'email ada@mail.example.org',
      'phone +12025550143',
      'social ada_l',
      'anonymous_id 7b0e2f9c-51d4-4c1a-9a57-3d5c8e6f1b20',
    ]);
  });
});

describe('what a type blocks', () => {
  const types = edgeIdentity.types.map((type) =>
    type.type === 'loyalty_number' ? { ...type, blocked: { values: ['47 11'], patterns: ['^9'] } } : type,
  );
  const rules = compileIdentifiers({ ...edgeIdentity, types });

  it('is blocked in every spelling, and for no other type', () => {
    expect(found(rules, { loyalty_number: '4711' })).toEqual([]);
    expect(found(rules, { loyalty_number: '47-11' })).toEqual([]);
    expect(found(rules, { loyalty_number: '9000' })).toEqual([]);
    expect(found(rules, { handle: '@4711' }, '4711', '9000')).toEqual([
      'user_id 4711',
      'social 4711',
      'anonymous_id 9000',
    ]);
  });
});
