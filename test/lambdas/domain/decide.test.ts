import { type DecisionInputs, EXCLUDED, type LaunchDefinition, type LiveLaunch } from '../../../contracts/decision';
import { decide } from '../../../lambdas/domain/decide';
import {
  app,
  ask,
  audience,
  email,
  firstOf,
  inputs,
  launch,
  live,
  NOW,
  onList,
  person,
  policy,
  sent,
  sms,
} from '../../support/decision-fixtures';

const coats = launch('coats');
const { window } = coats;
const pooled = { id: 'ten-off', copy: {}, code: { pool: 'tens' } };
/** Inputs in which `coats` is excluded for one reason, keyed by the reason. */
const excluding: Readonly<Record<(typeof EXCLUDED)[number], DecisionInputs>> = {
  'not-live': inputs([live(coats, { state: 'paused' })]),
  'outside-window': inputs([coats], { now: '2026-11-30T05:00:00.000Z' }),
  'budget-spent': inputs([live(coats, { spent: 'sending' })]),
  'channel-not-used': inputs([launch('coats', { channels: firstOf(app) })]),
  restricted: inputs([coats], { person: person({ restricted: true }) }),
  'audience-not-met': inputs([launch('coats', { audience: audience({ include: [onList('loyal'), onList('vip')] }) })]),
  'audience-excluded': inputs([launch('coats', { audience: audience({ exclude: [onList('loyal')] }) })]),
  'no-consent': inputs([launch('coats', { purpose: 'surveys' })]),
  unreachable: inputs([launch('coats', { channels: firstOf(sms) })]),
  'no-offer-fits': inputs([launch('coats', { offers: [{ id: 'vip-only', for: onList('vip'), copy: {} }] })]),
  'pool-empty': inputs([launch('coats', { offers: [pooled] })]),
  'launch-cap': inputs([coats], { ledger: { sends: [sent('coats')], exposures: {} } }),
  'person-cap': inputs([coats], { ledger: { sends: ['a', 'b', 'c'].map((id) => sent(id)), exposures: {} } }),
  'audience-full': inputs([live(coats, { full: true })]),
  'held-out': inputs([launch('coats', { audience: audience({ holdout: 1 }) })]),
  outranked: inputs([coats, launch('tea', { rank: 20 })]),
};
const reasonOf = (made: DecisionInputs) => decide(made).decision.excluded.find((one) => one.launch === 'coats');

describe('decide: why a launch is not chosen', () => {
  it.each(EXCLUDED.map((reason) => [reason] as const))('says %s', (reason) => {
    expect(reasonOf(excluding[reason])).toMatchObject({ launch: 'coats', reason });
  });

  it('chooses the launch when nothing speaks against it', () => {
    const { decision } = decide(inputs([coats]));
    expect(decision.excluded).toEqual([]);
    expect(decision.chosen).toEqual([
      {
        launch: 'coats',
        definitionHash: 'hash-of-coats',
        offer: 'ten-off',
        channel: 'email',
        kind: 'push',
        vendor: 'mailhub',
        purpose: 'personalised-offers',
        notAfter: '2026-11-30T04:59:59.999Z',
        reasons: [],
      },
    ]);
  });

  it('gives the first reason in the order of the codes when several hold', () => {
    // Everything that can be wrong with one launch at once; then one fault after the other is mended.
    const faults: [string, (now: LiveLaunch) => LiveLaunch][] = [
      ['not-live', (now) => ({ ...now, state: 'live' })],
      ['outside-window', (now) => ({ ...now, definition: { ...now.definition, window } })],
      ['budget-spent', ({ spent: _, ...now }) => now],
      ['channel-not-used', (now) => ({ ...now, definition: { ...now.definition, channels: firstOf(sms) } })],
      ['restricted', (now) => now],
      ['audience-not-met', (now) => withAudience(now, { include: [] })],
      ['audience-excluded', (now) => withAudience(now, { exclude: [] })],
      ['no-consent', (now) => ({ ...now, definition: { ...now.definition, purpose: 'personalised-offers' } })],
      ['unreachable', (now) => ({ ...now, definition: { ...now.definition, channels: firstOf(email) } })],
      ['no-offer-fits', (now) => ({ ...now, definition: { ...now.definition, offers: [pooled] } })],
      ['pool-empty', (now) => ({ ...now, codes: { tens: { id: 'a', code: 'TEN-A' } } })],
      ['launch-cap', (now) => ({ ...now, definition: { ...now.definition, limits: { messages: 9, perSeconds: 60 } } })],
    ];
    const withAudience = (now: LiveLaunch, over: Partial<LaunchDefinition['audience']>): LiveLaunch => ({
      ...now,
      definition: { ...now.definition, audience: { ...now.definition.audience, ...over } },
    });
    let faulty: LiveLaunch = {
      state: 'paused',
      full: true,
      spent: 'discounts',
      definition: launch('coats', {
        purpose: 'surveys',
        window: { ...window, endsAt: '2026-11-24T00:00:00.000Z' },
        channels: firstOf(app),
        audience: audience({ include: [onList('vip')], exclude: [onList('loyal')], holdout: 1 }),
        offers: [{ id: 'vip-only', for: onList('vip'), copy: {} }],
      }),
    };
    const ledger = { sends: ['coats', 'a', 'b'].map((id) => sent(id)), exposures: {} };
    const roomForOne = { ...policy, perPerson: { messages: 4, perSeconds: 7 * 86_400 } };
    const found: (string | undefined)[] = [];
    // The one fault that is the person's: it goes with its turn.
    let who = person({ restricted: true });
    for (const [reason, mend] of faults) {
      found.push(reasonOf(inputs([faulty], { ledger, person: who }))?.reason);
      faulty = mend(faulty);
      if (reason === 'restricted') who = person();
    }
    found.push(reasonOf(inputs([faulty], { ledger }))?.reason);
    found.push(reasonOf(inputs([faulty], { ledger, policy: roomForOne }))?.reason);
    found.push(reasonOf(inputs([{ ...faulty, full: false }], { ledger, policy: roomForOne }))?.reason);
    expect(found).toEqual(EXCLUDED.filter((code) => code !== 'outranked'));
  });

  it('names the condition, in the words of the manifest', () => {
    expect(reasonOf(excluding['audience-not-met'])?.detail).toBe('list vip');
    expect(reasonOf(excluding.outranked)?.detail).toBe('tea');
  });
});

describe('decide: consent and channels', () => {
  const both = launch('coats', {
    channels: { reach: 'all', use: [sms, email, app] },
    limits: { messages: 9, perSeconds: 60 },
  });
  const phoned = person({ traits: { ...person().traits, phone: { at: NOW, key: 'k', value: 'tok_phone' } } });
  const channels = (made: DecisionInputs) => decide(made).decision.chosen.map(({ channel }) => channel);

  it('sends over all allowed push channels, and over the first for reach: first', () => {
    const first = { ...both, channels: { ...both.channels, reach: 'first' as const } };
    expect(channels(inputs([both], { person: phoned }))).toEqual(['sms', 'email']);
    expect(channels(inputs([first], { person: phoned }))).toEqual(['sms']);
  });

  it('passes over channels without consent or address', () => {
    const stamp = { at: NOW, key: 'k' };
    const denied = {
      ...phoned,
      consent: { ...phoned.consent, 'personalised-offers/sms': { ...stamp, status: 'denied' as const } },
    };
    expect(channels(inputs([both], { person: denied }))).toEqual(['email']);
    expect(channels(inputs([both]))).toEqual(['email']);
  });

  it('needs no record for a purpose with another lawful basis, but heeds an objection', () => {
    const care = launch('coats', { purpose: 'customer-care' });
    expect(channels(inputs([care]))).toEqual(['email']);
    const objects = person({ consent: { 'customer-care/email': { at: NOW, key: 'k', status: 'denied' } } });
    expect(reasonOf(inputs([care], { person: objects }))?.reason).toBe('no-consent');
  });

  it('serves the pull channel that asks, whatever triggers the launch, and no other', () => {
    expect(channels(inputs([both], { trigger: ask('app') }))).toEqual(['app']);
    expect(decide(inputs([both], { trigger: ask('pos') })).decision).toMatchObject({ chosen: [], excluded: [] });
    expect(reasonOf(inputs([both], { trigger: ask('email') }))?.reason).toBe('channel-not-used');
  });

  it('stops at the cap with some channels left', () => {
    const ledger = { sends: ['a', 'b'].map((id) => sent(id)), exposures: {} };
    expect(channels(inputs([both], { person: phoned, ledger }))).toEqual(['sms']);
  });
});

describe('decide: one-use codes', () => {
  const next = { id: 'a', code: 'TEN-A' };
  const care = { id: 'care', copy: {} };
  const coatsWith = (...offers: LaunchDefinition['offers']) => launch('coats', { offers });
  const stocked = live(coatsWith(pooled, care), { codes: { tens: next } });

  it('gives one with the offer and keeps it for the person', () => {
    const { decision, ledger } = decide(inputs([stocked]));
    expect(decision.chosen).toMatchObject([{ offer: 'ten-off', code: 'a' }]);
    expect(ledger?.codes).toEqual({ 'coats/tens': { ...next, at: NOW } });
    expect(JSON.stringify(decision)).not.toContain('TEN-A');
  });

  it('gives whoever has one that one again, even where none is left', () => {
    const ledger = { sends: [], exposures: {}, codes: { 'coats/tens': { id: 'b', code: 'TEN-B', at: NOW } } };
    for (const one of [stocked, live(stocked.definition)]) {
      const made = decide(inputs([one], { ledger }));
      expect(made.decision.chosen).toMatchObject([{ offer: 'ten-off', code: 'b' }]);
      expect(made.ledger?.codes).toEqual(ledger.codes);
    }
  });

  it('goes on to the next offer that fits where none is left', () => {
    const { chosen } = decide(inputs([live(stocked.definition)])).decision;
    expect(chosen).toMatchObject([{ offer: 'care' }]);
    expect(chosen[0]).not.toHaveProperty('code');
  });

  it('names the pool that is empty', () => {
    expect(reasonOf(excluding['pool-empty'])?.detail).toBe('tens');
  });

  it('gives none to whoever is held out', () => {
    const definition = { ...stocked.definition, audience: audience({ holdout: 1 }) };
    expect(decide(inputs([{ ...stocked, definition }])).ledger?.codes).toBeUndefined();
  });
});
