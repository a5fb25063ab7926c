import type { APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda';
import type { CustomerExport, CustomerProfile, ErasureAnswer } from '../../../contracts/subject-rights';
import { createExportCustomer } from '../../../lambdas/domain/customer-export';
import { createReadProfile } from '../../../lambdas/domain/customer-profile';
import { createReadWhy } from '../../../lambdas/domain/read-why';
import { createStartErasure } from '../../../lambdas/domain/start-erasure';
import { createSubjectRights } from '../../../lambdas/handlers/subject-rights/handler';
import { createRoutes } from '../../../lambdas/handlers/subject-rights/routes';
import { decisionOf, inputs } from '../../support/decision-fixtures';
import { createErasureWorld, KINDS, NOW } from '../../support/erasure-world';
import { createMemoryBus } from '../../support/memory-bus';
import { createMemoryTrail } from '../../support/memory-trail';
import { identity } from '../../support/profile-events';
import { createRecordingCount, createRecordingLog } from '../../support/telemetry';

const BEFORE = '2026-11-20T10:00:00.000Z';
const EMAIL = 'ada@shoppers.test';
const KEY = 'receipt-key-of-the-tests';

const open = async () => {
  const world = createErasureWorld();
  await world.see({ id: 'm1', at: BEFORE, who: { user_id: 'ada', email: EMAIL }, personal: { first_name: 'Ada' } });
  await world.see({
    id: 'm2',
    event: 'Consent Granted',
    at: BEFORE,
    who: { user_id: 'ada' },
    properties: { purpose: 'offers', channel: 'email' },
  });
  const token = await world.vault.findToken({ kind: 'user', value: 'ada' });
  const person = world.profiles.pointerOf(`user_id:${token}`) ?? '';
  await world.engagement.saveDecision(decisionOf({ decisionId: 'dec_1', person }), inputs([]));
  world.vault.setAside('payload', { userId: 'ada', note: 'set aside' }, [{ kind: 'user', value: 'ada' }]);
  const bus = createMemoryBus();
  const trail = createMemoryTrail();
  const { log, lines } = createRecordingLog();
  const { count, total } = createRecordingCount();
  const ports = {
    ...world.ports,
    readWhy: createReadWhy(world.profiles, world.settings.rules),
    wallClock: world.wallClock,
  };
  const readPayload = (id: string) => world.vault.readPayload(id);
  const routes = createRoutes({
    ...ports,
    identity,
    readProfile: createReadProfile(ports),
    exportCustomer: createExportCustomer(
      { ...ports, readPayload },
      { kindOf: (type) => KINDS[type], vendors: world.settings.vendors },
    ),
    startErasure: createStartErasure(ports),
    readKey: async () => KEY,
    publishEvents: bus.publishEvents,
    subjectMark: trail.subjectMark,
  });
  const handle = createSubjectRights({ routes, tellAccess: trail.tellAccess, log, count });
  const ask = async (verb: string, body: unknown) => {
    const answer = await handle({
      rawPath: `/v1/customers/${verb}`,
      rawQueryString: '',
      headers: {},
      body: typeof body === 'string' ? body : JSON.stringify(body),
      isBase64Encoded: false,
      requestContext: {
        http: { method: 'POST', sourceIp: '192.0.2.1' },
        stage: '$default',
        requestId: 'req-1',
        authorizer: { jwt: { claims: { client_id: 'service-desk' }, scopes: [] } },
      },
    } as unknown as APIGatewayProxyEventV2WithJWTAuthorizer);
    return { status: answer.statusCode, body: JSON.parse(String(answer.body)) as Record<string, unknown> };
  };
  return { world, ask, trail, bus, lines, total, person };
};

describe('subject rights', () => {
  it('shows a customer with values, by any spelling of an identifier, and says why they are one person', async () => {
    const { ask } = await open();
    const { status, body } = await ask('lookup', { type: 'email', value: ` ${EMAIL.toUpperCase()} ` });
    expect(status).toBe(200);
    const profile = body as unknown as CustomerProfile;
    expect(profile.identifiers.map(({ type, value }) => `${type} ${value}`).sort()).toEqual([
      `email ${EMAIL}`,
      'user_id ada',
    ]);
    expect(profile.traits.first_name).toMatchObject({ value: 'Ada', at: BEFORE });
    expect(profile.consent['offers/email']).toMatchObject({ status: 'granted' });
    expect(profile.why.joined).toHaveLength(1);
    expect(profile.restricted).toBe(false);
  });

  it('exports everything, with values where tokens are stored', async () => {
    const { ask } = await open();
    const { status, body } = await ask('export', { type: 'user_id', value: 'ada' });
    expect(status).toBe(200);
    const held = body as unknown as CustomerExport;
    expect(held.events.map(({ messageId }) => messageId).sort()).toEqual(['m1', 'm2']);
    expect(held.events.find(({ messageId }) => messageId === 'm1')?.properties).toMatchObject({ first_name: 'Ada' });
    expect(held.consentLog).toMatchObject([{ purpose: 'offers', channel: 'email', status: 'granted' }]);
    expect(held.decisions).toMatchObject([{ decision: { decisionId: 'dec_1' } }]);
    expect(held.quarantined).toEqual([{ userId: 'ada', note: 'set aside' }]);
    expect(held.values).toEqual(['Ada']);
    expect(held.stores.map(({ store }) => store)).toEqual(expect.arrayContaining(['profiles', 'vault', 'engagement']));
    const again = await ask('export', {
      type: 'user_id',
      value: 'ada',
      after: Buffer.from('{"member":9}').toString('base64url'),
    });
    expect(again).toEqual({ status: 200, body: { events: [] } });
  });

  it('takes an order to erase, gives the same receipt for the same order, and shows it until it is signed', async () => {
    const { ask, world } = await open();
    const first = await ask('erase', { type: 'email', value: EMAIL });
    expect(first.status).toBe(202);
    const { receipt } = first.body as unknown as ErasureAnswer;
    expect(receipt).toMatchObject({ step: 'plan', askedBy: 'service-desk', type: 'email', erasedAt: NOW });
    expect((await ask('erase', { type: 'email', value: EMAIL })).body).toMatchObject({
      receipt: { receipt: receipt.receipt },
    });
    await world.work();
    const done = (await ask('erase', { receipt: receipt.receipt })).body as unknown as ErasureAnswer;
    expect(done).toMatchObject({ genuine: true, receipt: { step: 'done' } });
    expect(JSON.stringify(done)).not.toMatch(/tok_|ada/);
    expect(await ask('lookup', { type: 'email', value: EMAIL })).toMatchObject({
      status: 404,
      body: { code: 'unknown-customer' },
    });
    expect((await ask('erase', { receipt: 'era_0123456789abcdefghijAB' })).body.code).toBe('unknown-receipt');
  });

  it('restricts and releases by events under a source of its own', async () => {
    const { ask, bus } = await open();
    const order = { type: 'email', value: EMAIL, ground: 'accuracy-contested', ticket: 'DSR-1' };
    expect(await ask('restrict', order)).toEqual({ status: 202, body: { restricted: true, at: NOW } });
    expect((await ask('restrict', { type: 'email', value: EMAIL, release: true })).body).toMatchObject({
      restricted: false,
    });
    expect(bus.published()).toMatchObject([
      {
        source: 'tandem.edge.subject-rights',
        detailType: 'Processing Restricted',
        detail: {
          identifiers: [{ type: 'email', token: expect.stringMatching(/^tok_/) }],
          properties: { ground: 'accuracy-contested', ticket: 'DSR-1' },
        },
      },
      { detailType: 'Processing Released', detail: { properties: {} } },
    ]);
    expect(JSON.stringify(bus.published())).not.toContain('ada');
    expect((await ask('restrict', { type: 'email', value: 'nobody@shoppers.test' })).status).toBe(404);
  });

  it.each([
    ['lookup', 'no json', 'malformed-json'],
    ['lookup', '[]', 'invalid-request'],
    ['lookup', { type: 'shoe', value: '43' }, 'invalid-request'],
    ['lookup', { type: 'email', value: 'no address' }, 'invalid-request'],
    ['lookup', { type: 'email', value: EMAIL, secret: EMAIL }, 'invalid-request'],
    ['lookup', { type: 'email', value: null }, 'invalid-request'],
    ['export', { type: 'email', value: EMAIL, after: 'nowhere' }, 'invalid-request'],
    ['erase', { receipt: `era_${EMAIL}` }, 'invalid-request'],
    ['erase', {}, 'invalid-request'],
    ['restrict', { type: 'email', value: EMAIL, ground: 'because' }, 'invalid-request'],
    ['restrict', { type: 'email', value: EMAIL, release: 'yes' }, 'invalid-request'],
    ['lookup', { type: 'email', value: 'nobody@shoppers.test' }, 'unknown-customer'],
    ['forget', {}, 'not-found'],
    ['lookup', `"${'x'.repeat(20_000)}"`, 'request-too-large'],
  ])('refuses %s of %j with %s, quoting nothing', async (verb, body, code) => {
    const { ask, lines } = await open();
    const answer = await ask(verb, body);
    expect(answer.body).toMatchObject({ code, type: `urn:tandem:problem:${code}` });
    expect(JSON.stringify([answer.body, lines])).not.toMatch(/shoppers\.test|no address|43/);
  });

  it('logs who asked what, and not about whom', async () => {
    const { ask, lines, total } = await open();
    await ask('lookup', { type: 'email', value: EMAIL });
    expect(lines).toEqual([
      {
        level: 'info',
        code: 'rights.asked',
        facts: { route: 'lookup', caller: 'service-desk', status: 200, trace: 'req-1' },
      },
    ]);
    expect(total('RightsAsked', { route: 'lookup', status: '200' })).toBe(1);
  });

  it('tells the audit trail of every access, by whom and to what, and not about whom in any way that leads there', async () => {
    const { ask, trail } = await open();
    const spelt = { type: 'email', value: EMAIL.toUpperCase() };
    await ask('lookup', { type: 'email', value: EMAIL });
    await ask('export', spelt);
    await ask('restrict', { ...spelt, ground: 'accuracy-contested', ticket: 'DSR-1' });
    await ask('lookup', { type: 'email', value: 'nobody@shoppers.test' });
    const { receipt } = (await ask('erase', spelt)).body as unknown as ErasureAnswer;
    const [lookup, exported, restricted, unknown, erased] = trail.facts;
    const about = expect.stringMatching(/^sub_[\w-]{22}$/);
    expect(lookup).toMatchObject({
      kind: 'personal-data.read',
      by: 'service-desk',
      about,
      details: { route: 'lookup', type: 'email', found: true },
    });
    expect(exported).toMatchObject({ about: lookup?.about, details: { route: 'export', events: 2 } });
    expect(restricted).toMatchObject({ kind: 'personal-data.restricted', about: lookup?.about });
    expect(restricted?.details).toEqual({
      ...{ route: 'restrict', type: 'email', found: true, restricted: true },
      ...{ ground: 'accuracy-contested', ticket: 'DSR-1' },
    });
    expect(unknown).toMatchObject({ details: { found: false } });
    expect(unknown?.about).not.toBe(lookup?.about);
    expect(erased).toMatchObject({ kind: 'erasure.asked', about: receipt.receipt, by: 'service-desk' });
    expect(new Set(trail.facts.map(({ id }) => id)).size).toBe(5);
    expect(JSON.stringify(trail.facts)).not.toMatch(/shoppers|tok_|Ada/i);
  });

  it('tells the audit trail which ticket a restriction was asked for and ended under, and no words in its place', async () => {
    const { ask, trail } = await open();
    const subject = { type: 'email', value: EMAIL };
    const ground = 'needed-for-claims';
    await ask('restrict', { ...subject, ground, ticket: 'Ada of shoppers.test called' });
    await ask('restrict', { ...subject, release: true, ticket: '#77' });
    await ask('restrict', { type: 'email', value: 'nobody@shoppers.test', ground, ticket: 'DSR-2' });
    await ask('restrict', subject);
    const common = { route: 'restrict', type: 'email' };
    expect(trail.facts.map(({ details }) => details)).toEqual([
      { ...common, found: true, restricted: true, ground, ticket: '[withheld]' },
      { ...common, found: true, restricted: false, ticket: '#77' },
      { ...common, found: false, ground, ticket: 'DSR-2' },
      { ...common, found: true, restricted: true },
    ]);
  });

  it.each(['lookup', 'export', 'erase'])('answers no %s that the audit trail does not take', async (verb) => {
    const { ask, trail } = await open();
    trail.breakDown();
    const { status, body } = await ask(verb, { type: 'email', value: EMAIL });
    expect([status, body.code]).toEqual([503, 'store-unavailable']);
    expect(JSON.stringify(body)).not.toMatch(/Ada|receipt/);
  });

  it.each(['lookup', 'export'])('tells the audit trail of no %s that asked no store', async (verb) => {
    const { ask, trail } = await open();
    await ask(verb, { type: 'email', value: 'no address' });
    expect(trail.facts).toEqual([]);
  });
});
