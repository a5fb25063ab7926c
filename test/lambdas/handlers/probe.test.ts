import type { LaunchDefinition } from '../../../contracts/decision';
import type { BusEvent, Json } from '../../../contracts/event';
import { SWITCHES_FRESH_MS } from '../../../lambdas/domain/switch-gate';
import {
  type EventPattern,
  goalEvents,
  launchTrigger,
  messagesFor,
  OUTCOMES,
} from '../../../lib/blocks/event-patterns';
import { matchesPattern, type SampleEvent } from '../../../lib/governance/analysis/event-pattern';
import { app, email, launch, messageRequest, NOW, onList, sms, vendor } from '../../support/decision-fixtures';
import { message, requested } from '../../support/delivery-world';
import { probeWorld } from '../../support/probe-world';
import { textly } from '../../support/send-test-world';
import { busMessage, sqsEvent, sqsRecord } from '../../support/sqs-event';

/** For loyal people only, held out by half, begun by an event, before its window. */
const coats = (over: Partial<LaunchDefinition> = {}): LaunchDefinition =>
  launch('jackets', {
    audience: { include: [onList('nobody-is-on-it')], exclude: [], holdout: 0.5 },
    channels: { reach: 'first', use: [email, sms] },
    offers: [
      { id: 'ten', for: onList('vip'), copy: { en: words('Ten off'), es: words('Diez') } },
      { id: 'care', copy: { en: words('Care') } },
    ],
    window: {
      startsAt: '2026-12-23T05:00:00.000Z',
      endsAt: '2026-12-30T05:00:00.000Z',
      redeemUntil: '2026-12-31T05:00:00.000Z',
      timezone: 'America/New_York',
    },
    ...over,
  });
const words = (headline: string) => ({
  headline: `{{ first_name | default: 'Hello' }}, ${headline}`,
  body: 'For you.',
});
const keys = (event: BusEvent): SampleEvent => busMessage(event) as SampleEvent;
const matches = (pattern: EventPattern, event: SampleEvent): boolean =>
  matchesPattern({ ...pattern } as unknown as SampleEvent, event);

describe('a probe of a launch that waits for an event', () => {
  it('proves every offer in every language over every channel, before the launch is live or has begun', async () => {
    const world = await probeWorld();
    const definition = coats();
    world.control.keep(definition);
    const { answer, proofs } = await world.run(definition);

    if (answer.refused !== undefined) throw new Error(answer.refused);
    expect(answer.plan.messages.map(({ channel, offer, language }) => [channel, offer, language])).toEqual([
      ['email', 'ten', 'en'],
      ['email', 'ten', 'es'],
      ['email', 'care', 'en'],
      ['sms', 'ten', 'en'],
      ['sms', 'ten', 'es'],
      ['sms', 'care', 'en'],
    ]);
    expect(proofs).toEqual([
      { step: 'decide-offer', id: 'run-1' },
      ...answer.plan.messages.map(({ messageId }) => ({ step: 'deliver-message', id: messageId })),
    ]);
  });

  it('reaches nobody and leaves nothing: no request, value, attempt, rate, event, decision, ledger or count', async () => {
    const world = await probeWorld();
    world.control.keep(coats());
    await world.run(coats());

    expect({
      posts: world.posts,
      read: world.read,
      held: world.held,
      aside: world.aside,
      told: world.bus.published(),
      counted: world.total('MessagesEnded') + world.decisions.total('DecisionsPublished'),
      decisions: world.decisions.engagement.decisions(),
      ledgers: await world.decisions.engagement.loadLedgers(['probe']),
      errors: world.lines.filter(({ level }) => level !== 'info'),
    }).toEqual({
      posts: [],
      read: [],
      held: [],
      aside: [],
      told: [],
      counted: 0,
      decisions: [],
      ledgers: [],
      errors: [],
    });
    const [first] = world.decisions.bus.published();
    expect(await world.attempts.loadAttempt(String(first?.detail.properties.messageId))).toBeUndefined();
    expect(world.decisions.bus.published().map(({ detailType }) => detailType)).not.toContain('Offer Decided');
  });

  it('is taken by its own rule and by no other, and by nothing that counts', async () => {
    const world = await probeWorld();
    world.control.keep(coats());
    await world.run(coats());
    const event = keys(world.triggers[0] as BusEvent);
    const request = keys(world.decisions.bus.published()[0] as BusEvent);

    expect(matches(launchTrigger('jackets', 'Store Entered'), event)).toBe(true);
    expect(matches(launchTrigger('coats', 'Store Entered'), event)).toBe(false);
    expect(matches(goalEvents(['Store Entered']), event)).toBe(false);
    expect(matches(messagesFor('mailhub'), request)).toBe(true);
    expect(matches(OUTCOMES, request)).toBe(false);
    const customers = keys({ ...(world.triggers[0] as BusEvent), detail: { ...requested().detail } });
    expect(matches(launchTrigger('jackets', 'Store Entered'), customers)).toBe(true);
    expect(matches(OUTCOMES, keys(requested()))).toBe(true);
  });

  it('carries the segment that the launch waits for', async () => {
    const world = await probeWorld();
    const vips = coats({ trigger: { kind: 'event', event: 'Segment Entered', segment: 'vip' } });
    world.control.keep(vips);
    const { proofs } = await world.run(vips);

    const event = keys(world.triggers[0] as BusEvent);
    expect(matches(launchTrigger('jackets', 'Segment Entered', 'vip'), event)).toBe(true);
    expect(matches(launchTrigger('jackets', 'Segment Entered', 'buyers'), event)).toBe(false);
    expect(proofs.filter(({ reason }) => reason !== undefined)).toEqual([]);
    expect(proofs).toHaveLength(7);
  });
});

describe('a probe of other launches', () => {
  it('goes through the blast queue where a schedule sets the launch off', async () => {
    const world = await probeWorld();
    const scheduled = coats({ trigger: { kind: 'at', at: '2026-12-24T12:00:00.000Z', clock: 'customer' } });
    world.control.keep(scheduled);
    const { proofs } = await world.run(scheduled);

    expect(proofs[0]).toEqual({ step: 'run-blast', id: 'run-1' });
    expect(proofs.filter(({ step, reason }) => step === 'deliver-message' && reason === undefined)).toHaveLength(6);
    expect(world.triggers).toMatchObject([{ launch: 'jackets', run: '2026-12-24T12:00:00.000Z' }]);
  });

  it('asks the offer API for what a channel would be shown', async () => {
    const world = await probeWorld();
    const asked = coats({ trigger: { kind: 'ask' }, channels: { reach: 'first', use: [app] } });
    world.control.keep(asked);
    const { answer, proofs } = await world.run(asked);

    expect(answer).toMatchObject({
      plan: { by: 'ask', messages: [] },
      proofs: [
        { step: 'offer-api', id: 'app/ten/en' },
        { step: 'offer-api', id: 'app/ten/es' },
        { step: 'offer-api', id: 'app/care/en' },
      ],
    });
    expect([world.triggers, proofs]).toEqual([[], []]);
  });
});

describe('a probe that does not pass', () => {
  const reasons = async (world: Awaited<ReturnType<typeof probeWorld>>, definition = coats()) => {
    world.control.keep(definition);
    const { proofs } = await world.run(definition);
    return [...new Set(proofs.map(({ step, reason }) => `${step} ${reason ?? 'passed'}`))];
  };

  it('says that a vendor is not approved any more', async () => {
    const expired = vendor({ approval: { ...vendor().approval, expires: '2026-11-01' } });
    expect(await reasons(await probeWorld({ vendors: [expired, textly] }))).toEqual([
      'decide-offer passed',
      'deliver-message approval-expired',
      'deliver-message passed',
    ]);
  });

  it('says that a vendor is suspended; a pause of all, which ends by itself, is no matter', async () => {
    const world = await probeWorld();
    world.control.setVendor('mailhub', 'suspended');
    world.control.pauseAll(true);
    expect(await reasons(world)).toEqual(['decide-offer passed', 'deliver-message stopped', 'deliver-message passed']);
  });

  it('says that words cannot be rendered, or no layout is there', async () => {
    const [broken] = coats().offers.map((offer) => ({ ...offer, copy: { en: { headline: '{{', body: '' } } }));
    if (broken === undefined) throw new Error('There is an offer.');
    expect(await reasons(await probeWorld(), coats({ offers: [broken] }))).toEqual([
      'decide-offer passed',
      'deliver-message render-failed',
    ]);
  });

  it('says that the definition is not there', async () => {
    const world = await probeWorld();
    expect(await world.run(coats())).toEqual({ answer: { refused: 'definition-missing' }, proofs: [] });
  });

  it('proves nothing where a key cannot be read, is tried again, and is dropped when nobody waits any more', async () => {
    const world = await probeWorld();
    world.control.keep(coats({ channels: { reach: 'first', use: [email] } }));
    await world.run(coats({ channels: { reach: 'first', use: [email] } }));
    const body = busMessage(world.decisions.bus.published()[0] as BusEvent);
    const keyless = world.handler({ ...world.ports, readSecret: () => Promise.reject<never>(new Error('no key')) });
    const failures = async () => (await keyless(sqsEvent(sqsRecord(body)))).batchItemFailures.length;

    expect(await failures()).toBe(1);
    world.time.wall += 3 * 60_000;
    expect(await failures()).toBe(0);
    expect(
      (await world.decide(sqsEvent(sqsRecord(busMessage(world.triggers[0] as BusEvent))))).batchItemFailures,
    ).toEqual([]);
    expect(world.lines.map(({ code }) => code)).toContain('probe.late');
  });
});

describe('a forged probe', () => {
  const mark = {
    launch: 'coats',
    hash: 'hash-of-coats',
    run: 'run-1',
    until: new Date(Date.parse(NOW) + 60_000).toISOString(),
  };
  const marked = (properties: Readonly<Record<string, Json>>, probe: unknown = mark) => {
    const event = requested();
    return busMessage({ ...event, detail: { ...event.detail, properties, probe } as BusEvent['detail'] });
  };
  const asProbe = (over = {}) => ({ ...messageRequest({ messageId: 'probe_byHand', ...over }) });

  it('reaches no customer, whomever and whatever it names', async () => {
    const world = await probeWorld();
    await world.handle(sqsEvent(sqsRecord(marked(asProbe()))));

    expect([world.posts, world.read, world.bus.published()]).toEqual([[], [], []]);
    expect(await world.probes.loadProofs('run-1')).toEqual([{ step: 'deliver-message', id: 'probe_byHand' }]);
  });

  it.each([
    ['a customer’s message with a mark', () => marked({ ...messageRequest() })],
    ['a probe’s message without one', () => message({ messageId: 'probe_byHand' })],
    ['a mark that is none', () => marked(asProbe(), true)],
    ['a probe that was put off', () => ({ request: asProbe(), hop: 1, trace: 't', probe: mark })],
    [
      'a probe that is a test',
      () => ({ request: asProbe(), hop: 0, trace: 't', test: { tester: 't', language: 'en', by: 'e' } }),
    ],
  ])('is no message: %s', async (_, body) => {
    const world = await probeWorld();
    expect((await world.handle(sqsEvent(sqsRecord(body())))).batchItemFailures).toHaveLength(1);
    expect([world.posts, world.read, await world.probes.loadProofs('run-1')]).toEqual([[], [], []]);
  });

  it('sets off nothing but probes where a customer is named in it', async () => {
    const world = await probeWorld();
    await world.decisions.welcome(['user_id:ada']);
    world.decisions.control.goLive(launch('coats'));
    world.control.keep(launch('coats', { channels: { reach: 'all', use: [email] } }));
    const entered = await world.decisions.happened('Store Entered', ['user_id:ada']);
    await world.decide(sqsEvent(sqsRecord(busMessage({ ...entered, detail: { ...entered.detail, probe: mark } }))));

    expect(world.decisions.engagement.decisions()).toEqual([]);
    expect(world.decisions.bus.published().map(({ detail }) => [detail.probe?.run, detail.properties.person])).toEqual([
      ['run-1', 'probe'],
    ]);
  });

  it('holds up no message of a customer that comes with it', async () => {
    const world = await probeWorld();
    await world.handle(sqsEvent(sqsRecord(marked(asProbe())), sqsRecord(message(), { id: 'message-2' })));
    world.time.wall += SWITCHES_FRESH_MS;

    expect(world.posts).toHaveLength(1);
    expect(world.outcomes()).toEqual([['Message Delivered', undefined]]);
  });
});
