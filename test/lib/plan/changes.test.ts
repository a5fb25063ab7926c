import type { LaunchDefinition } from '../../../contracts/decision';
import { changesOf } from '../../../lib/plan/changes';
import { compileLaunch, type Workspace } from '../../../lib/workspace';
import { plannedWorkspace } from '../../support/planned-launch';
import { removeShippedCopies } from '../../support/shipped-copy';
import { type Change, DECIDES, DECIDES_NOT, mutated } from './mutations';

const base = plannedWorkspace();
const compiled = (workspace: Workspace): LaunchDefinition => {
  const file = workspace.launches.find(({ manifest }) => manifest.launch === 'soup-week');
  if (file === undefined) throw new Error('The launch is gone.');
  return compileLaunch(file.manifest, workspace);
};
const live = compiled(base);
const told = (change: Change) => changesOf(mutated(base, change), 'soup-week', live);
const launch = (workspace: Parameters<Change>[0]) => {
  const file = workspace.launches.find(({ manifest }) => manifest.launch === 'soup-week');
  if (file === undefined) throw new Error('The launch is gone.');
  return file.manifest;
};

afterAll(removeShippedCopies);

describe('what changed since a launch was live', () => {
  it('is nothing where nothing did', () => expect(changesOf(base, 'soup-week', live)).toEqual([]));

  it.each(DECIDES.map((one) => ({ ...one })))('tells $what wherever the definition differs by it', ({ change }) => {
    const workspace = mutated(base, change);
    const differs = compiled(workspace).hash !== live.hash;
    expect(changesOf(workspace, 'soup-week', live).length > 0 || !differs).toBe(true);
  });

  it.each(DECIDES_NOT.map((one) => ({ ...one })))('does not tell $what', ({ change }) => {
    expect(told(change)).toEqual([]);
  });

  const cases: readonly (readonly [string, Change, ReturnType<typeof changesOf>])[] = [
    [
      'new words',
      (w) => {
        const [offer] = launch(w).offers;
        if (offer?.copy.en) offer.copy.en.headline = 'Soup';
      },
      [{ kind: 'copy', words: 'offer soup-20: words in en are changed' }],
    ],
    [
      'another discount, with what it costs at most',
      (w) => {
        const [offer] = launch(w).offers;
        if (offer) offer.gives = { percentOff: 25, atMost: '8 USD' };
      },
      [
        {
          kind: 'discount',
          words: 'offer soup-20: 20 % off SOUP at most 5.00 USD -> 25 % off at most 8.00 USD',
          amount: { amount: 8, currency: 'USD' },
        },
      ],
    ],
    [
      'an offer that is gone',
      (w) => void launch(w).offers.shift(),
      [{ kind: 'offer', words: 'offer soup-20 is gone' }],
    ],
    [
      'a budget, with the new sum',
      (w) => {
        launch(w).budget = { sending: '900 USD', discounts: '20000 USD', whenSpent: 'pause' };
      },
      [
        {
          kind: 'budget',
          words: 'budget for sending: 500.00 USD -> 900.00 USD',
          amount: { amount: 900, currency: 'USD' },
        },
        { kind: 'budget', words: 'when the budget is spent: warn -> pause' },
      ],
    ],
    [
      'a budget that falls back on what the team has for one launch',
      (w) => void delete launch(w).budget,
      [
        {
          kind: 'budget',
          words: 'budget for sending: 500.00 USD -> 1000.00 USD',
          amount: { amount: 1000, currency: 'USD' },
        },
        {
          kind: 'budget',
          words: 'budget for discounts: 20000.00 USD -> 25000.00 USD',
          amount: { amount: 25000, currency: 'USD' },
        },
        { kind: 'budget', words: 'when the budget is spent: warn -> pause' },
      ],
    ],
    [
      'whom it is for',
      (w) => {
        launch(w).audience = { include: [{ segment: 'active-browser' }], exclude: [], holdout: '5%' };
      },
      [
        { kind: 'audience', words: 'held out: 10 % -> 5 %' },
        { kind: 'audience', words: 'most people: 25000 -> 250000' },
        { kind: 'audience', words: 'audience: now segment active-browser' },
        {
          kind: 'audience',
          words: 'audience: no longer did Product Viewed (category SOUP) at least 2 times within 14 days',
        },
        { kind: 'audience', words: 'audience: no longer segment active-browser or segment lapsing-shopper' },
        { kind: 'audience', words: 'kept out: no longer list staff' },
      ],
    ],
    [
      'a segment of IT or a colleague that means something else',
      (w) => {
        for (const one of w.audiences) if ('segment' in one && one.segment === 'active-browser') one.exclude = [];
      },
      [{ kind: 'audience', words: 'audience: a segment or a computed trait means something else' }],
    ],
    [
      'a field of the customer that its copy did not speak of',
      (w) => {
        const [, recipe] = launch(w).offers;
        if (recipe?.copy.en) recipe.copy.en.body = "For {{ last_name | default: 'you' }}. Reply STOP to end.";
      },
      [
        { kind: 'field', words: 'last_name leaves in the copy, to mailhub, textly' },
        { kind: 'copy', words: 'offer recipe: words in en are changed' },
      ],
    ],
    [
      'a price that a vendor changed',
      (w) => {
        for (const row of w.prices.sending) if (row.channel === 'sms') row.price = '0.0100 USD';
      },
      [{ kind: 'budget', words: 'textly takes another price for sms' }],
    ],
  ];
  it.each(cases)('tells %s', (_, change, changes) => expect(told(change)).toEqual(changes));

  it('tells a vendor that nothing was sent to before, with what it receives', () => {
    const before = { ...live, channels: { ...live.channels, use: live.channels.use.slice(0, 1) } };
    expect(changesOf(base, 'soup-week', before)).toContainEqual({
      kind: 'vendor',
      words: 'personal data leaves to textly: phone, first_name',
    });
    expect(changesOf(base, 'soup-week', before).map(({ kind }) => kind)).toContain('channel');
  });

  it('tells of a new launch all that it brings, but no vendor that IT set up for its channels', () => {
    const kinds = changesOf(base, 'soup-week', undefined).map(({ kind, amount }) => [kind, amount?.amount]);
    expect(kinds).toEqual([
      ['new-launch', undefined],
      ['offer', undefined],
      ['discount', 5],
      ['copy', undefined],
      ['offer', undefined],
      ['copy', undefined],
      ['budget', 500],
      ['budget', 20000],
    ]);
  });

  it('tells a vendor that a new launch chose itself', () => {
    const chosen = mutated(base, (w) => {
      launch(w).channels.use = [{ channel: 'email', vendor: 'textly' }];
    });
    expect(changesOf(chosen, 'soup-week', undefined)).toContainEqual({
      kind: 'vendor',
      words: 'personal data leaves to textly: phone, first_name',
    });
  });
});
