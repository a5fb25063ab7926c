import type { Approval } from '../../../contracts/approval';
import { makePlan } from '../../../lib/plan/make-plan';
import type { LaunchPlan } from '../../../lib/plan/plan';
import { planMarkdown } from '../../../lib/plan/report/markdown';
import { sectionsOf } from '../../../lib/plan/report/sections';
import { definitionOf, planFacts } from '../../support/plan-facts';
import { plannedWorkspace } from '../../support/planned-launch';
import { figure, people, reachOf, rehearsalOf } from '../../support/rehearsals';
import { removeShippedCopies } from '../../support/shipped-copy';
import { mutated } from './mutations';

const base = plannedWorkspace();
const definition = definitionOf(base);
const parameter = (value: string) => ({ Type: 'AWS::SSM::Parameter', Properties: { Value: value } });

afterAll(removeShippedCopies);

/** Everything that one section says, a line for each row, item or sentence. */
const said = (plan: LaunchPlan, id: string): readonly string[] =>
  sectionsOf(plan)
    .filter((section) => section.id === id)
    .flatMap(({ blocks }) => blocks)
    .flatMap((block) => {
      if (block.kind === 'words') return [block.text];
      return block.kind === 'list' ? block.items : block.rows.map((row) => row.join(' | '));
    });

describe('a plan in words', () => {
  it('says how many qualify, are reached, held out and why not', () => {
    expect(said(makePlan(planFacts(base)), 'people')).toEqual(
      expect.arrayContaining([
        'Counted: all 500 people of everybody were looked at.',
        'qualify | 120',
        '  not: not in the audience | 370',
        'of them can be reached | 100',
        '  not: no consent | 15',
        'of them held out, to measure | 10',
        'hear from it | 90',
        'sms | textly | 50 | no address: 70 | 20',
        'the launch is not under way: people were judged as if it were',
      ]),
    );
  });

  it('gives sample and interval where not all were looked at, and no number that could single somebody out', () => {
    const estimate = { sampled: 120, people: 1200, low: 1010, high: 1420 };
    const reach = reachOf(definition, {
      sample: { from: { kind: 'segment', name: 'active-browser' }, population: 5000, sampled: 500, complete: false },
      qualify: estimate,
      heldOut: { sampled: { from: 0, to: 4 }, people: { from: 0, to: 4 }, low: 0, high: 4 },
    });
    expect(said(makePlan(planFacts(base, { reach: { known: true, value: reach } })), 'people')).toEqual(
      expect.arrayContaining([
        'Estimated from 500 of 5,000 people of segment active-browser; in brackets stands the 95 % interval.',
        'qualify | about 1,200 (1,010 to 1,420)',
        'of them held out, to measure | about fewer than 5 (0 to 4)',
      ]),
    );
  });

  it('says plainly that there is no reach where nothing is deployed', () => {
    const plan = makePlan(planFacts(base, { reach: { known: false, why: 'the foundation is not deployed' } }));
    expect(said(plan, 'people')).toEqual([
      'No reach can be told: the foundation is not deployed. It is counted on stage local, and nothing here is guessed.',
    ]);
  });

  it('tells other launches that meet it, with the people of both and who comes first', () => {
    const other = { ...definitionOf(base, 'browse-to-basket'), window: definition.window, rank: 99 };
    const apart = { ...definitionOf(base, 'win-back') };
    const reach = reachOf(definition, { overlap: [{ launch: other.launch, both: people(40), first: 'other' }] });
    const plan = makePlan(planFacts(base, { others: [other, apart], reach: { known: true, value: reach } }));
    expect(said(plan, 'others')).toEqual([
      'browse-to-basket | 2026-12-21 06:00 to 2026-12-27 22:59 | email, app, pos | 40 | browse-to-basket',
    ]);
    expect(said(makePlan(planFacts(base, { others: [apart] })), 'others')).toEqual([
      'No launch that is live or paused meets it.',
    ]);
  });

  it('tells which personal data leaves to whom, on what basis and under which approval', () => {
    expect(said(makePlan(planFacts(base)), 'data')).toEqual([
      'mailhub | email | email, first_name (in the copy) | personalised-offers: consent (GDPR Art. 6) | DPA-2026-17 | US, EU | it-security, SEC-412, until 2027-10-01',
      'textly | sms | phone, first_name (in the copy) | personalised-offers: consent (GDPR Art. 6) | DPA-2026-21 | US | it-security, SEC-431, until 2027-04-14',
    ]);
  });

  it('tells what changed since it last went live', () => {
    const [offer, ...rest] = definition.offers;
    if (offer === undefined) throw new Error('There is no offer.');
    const before = { ...definition, offers: [{ ...offer, gives: { percentOff: 10 } }, ...rest], hash: 'before' };
    const former = { definition: before, state: 'live', at: '2026-12-21T11:02:00.000Z', by: 'ada' } as const;
    expect(said(makePlan(planFacts(base, { former: { known: true, value: former } })), 'changes')).toEqual([
      'Since it last went live: it is live (by ada, 2026-12-21 11:02 UTC), definition before.',
      'discount: offer soup-20: 10 % off -> 20 % off SOUP at most 5.00 USD',
    ]);
  });

  it('fills all defaults in and says where each comes from', () => {
    const bare = mutated(base, (workspace) => {
      for (const { manifest } of workspace.launches) {
        delete manifest.audience;
        delete manifest.limits;
        delete manifest.budget;
        delete manifest.trigger;
      }
    });
    expect(said(makePlan(planFacts(bare)), 'settings')).toEqual(
      expect.arrayContaining([
        'audience | everybody | default',
        'held out | 5 % | platform/policy.yaml',
        'at most | 250000 people | platform/policy.yaml',
        'to one person | at most 3 in 7 days | platform/policy.yaml',
        'budget, sending | 1,000.00 USD | platform/teams.yaml',
        'set off | when a channel asks | default',
        'channel 1 | email by mailhub, layout standard | platform/channels.yaml',
      ]),
    );
  });

  it('tells resources and permissions that are added, changed and removed', () => {
    const role = {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' }] },
      },
    };
    const facts = planFacts(base);
    const template = { Resources: { Hash: parameter('new'), Rule: { Type: 'AWS::Events::Rule', Properties: {} } } };
    const plan = makePlan({
      ...facts,
      assembly: { ...facts.assembly, template },
      deployed: { known: true, value: { Resources: { Hash: parameter('old'), Former: role } } },
    });
    expect(said(plan, 'resources')).toEqual([
      'Stack tandem-local-launch-soup-week, against what is deployed:',
      'removed | Former | AWS::IAM::Role |  | ',
      'changed | Hash | AWS::SSM::Parameter | Value | ',
      'added | Rule | AWS::Events::Rule |  | ',
      // As CloudFormation refers to it; not a placeholder of ours.
      `- $\{Former.Arn} Allow sts:AssumeRole *`,
    ]);
  });

  it('tells a first deployment as the difference from nothing', () => {
    const facts = planFacts(base);
    const first = makePlan(facts).resources;
    const fromEmpty = makePlan({ ...facts, deployed: { known: true, value: { Resources: {} } } }).resources;
    expect(first.resources).toEqual([
      { id: 'LaunchHash', type: 'AWS::SSM::Parameter', change: 'added', replaced: 'no', properties: [] },
    ]);
    expect({ ...first, deployed: true }).toEqual({ ...fromEmpty, deployed: true });
  });

  it('tells permissions of a first deployment, too, were there any', () => {
    const facts = planFacts(base);
    const role = {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' }] },
      },
    };
    const plan = makePlan({ ...facts, assembly: { ...facts.assembly, template: { Resources: { Role: role } } } });
    expect(plan.resources.permissions).toHaveLength(1);
  });

  it('says that nothing changes where what is deployed is the same', () => {
    const facts = planFacts(base);
    const plan = makePlan({ ...facts, deployed: { known: true, value: facts.assembly.template } });
    expect(said(plan, 'resources').slice(1)).toEqual([
      'No resource changes.',
      'No permission changes: a launch has no role and no policy.',
    ]);
  });

  it('tells rules judged, what they found, waivers used and where data flows', () => {
    const waived = mutated(base, (workspace) => {
      workspace.policy.longestRun = '2 days';
      workspace.waivers.push({
        id: 'W-900',
        rule: 'when.tooLong',
        path: 'soup-week',
        reason: 'The week before Christmas is one campaign.',
        owner: 'retail-marketing',
        approver: 'it-security',
        granted: '2026-11-01',
        expires: '2027-01-10',
        ticket: 'SEC-9',
      });
    });
    const lines = said(makePlan(planFacts(waived)), 'controls');
    expect(lines[0]).toMatch(
      /^\d+ rules on launches and, on what is deployed, 40 rules of 5 enforced sets have judged it\.$/,
    );
    expect(lines).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/\| info \| when\.tooLong \| W-900$/),
        'W-900 for when.tooLong until 2027-01-10, by it-security: The week before Christmas is one campaign.',
        expect.stringMatching(/^customer profile -> gateway -> mailhub: email, first_name/),
        expect.stringMatching(/^app asks -> offer API -> app/),
      ]),
    );
  });

  it('tells what past days would have come to', () => {
    const value = rehearsalOf(definition, {
      offers: [{ offer: 'soup-20', chosen: figure(40) }],
      excluded: { 'no-consent': figure(20), 'person-cap': figure(7, 2) },
    });
    expect(said(makePlan(planFacts(base, { history: { known: true, value } })), 'history')).toEqual(
      expect.arrayContaining([
        'soup-20 | 40, by 40 people',
        'no consent | 20, by 20 people',
        'had as many messages as one may | 14, by 7 people',
        'email | 8, by 8 people | 0, by 0 people',
        '2026-11-18 | email | 40, by 40 people',
        'every message is taken as delivered',
      ]),
    );
    expect(said(makePlan(planFacts(base)), 'history')).toEqual([]);
  });

  it('has a line for each role that has to agree, and says why an approval does not count', () => {
    const brand = { role: 'brand', because: ['copy changed'], people: ['kim', 'lou'] };
    const finance = { role: 'finance', because: ['budget over 10000 USD'], people: ['max'] };
    const value: Approval = {
      state: 'missing',
      plan: 'x',
      needed: [brand, finance],
      given: [{ role: 'brand', person: 'kim', at: '2026-12-01T10:00:00Z', by: 'key' }],
      missing: [finance],
      voided: [{ person: 'max', why: 'the offers have changed since' }],
      findings: [],
    };
    expect(said(makePlan(planFacts(base, { approval: { known: true, value } })), 'approvals')).toEqual([
      'Approvals are missing.',
      'brand: given by kim, 2026-12-01 (copy changed)',
      'finance: one of max (budget over 10000 USD)',
      "max's approval does not count: the offers have changed since",
    ]);
  });

  it('is the same for the same files and facts', () => {
    expect(makePlan(planFacts(base))).toEqual(makePlan(planFacts(plannedWorkspace())));
  });
});

describe('a plan as a comment', () => {
  it('is Markdown with tables, folds what few read, and ends in the hash', () => {
    const plan = makePlan(planFacts(base));
    const text = planMarkdown(plan);
    expect(text).toMatch(/^## Plan [0-9a-f]{16} of "soup-week" on local: Soup for people/);
    expect(text).toContain('| qualify | 120 |');
    expect(text).toContain('| added | LaunchHash | AWS::SSM::Parameter |');
    expect(text).toContain('<details><summary>For IT: resources and permissions</summary>');
    expect(text.endsWith(`\`${plan.fingerprint.hash}\``)).toBe(true);
  });

  it('lets no words of a launch become markup, and calls nobody', () => {
    const hostile = mutated(base, (workspace) => {
      for (const { manifest } of workspace.launches) {
        manifest.summary =
          '<img src=x onerror=alert(1)> @everyone [click](https://evil.example) | `code` **bold**\n# head';
      }
    });
    const [head = ''] = planMarkdown(makePlan(planFacts(hostile))).split('\n\n');
    expect(head).not.toMatch(/<img|@everyone|https:\/\/|[^\\][[\]`*]|\n/);
    expect(head).toContain('&lt;img src=x onerror=alert\\(1\\)&gt; &#64;everyone \\[click\\]');
  });

  it('is never longer than a comment may be', () => {
    const long = mutated(base, (workspace) => {
      for (const { manifest } of workspace.launches) {
        const [offer] = manifest.offers;
        if (offer) manifest.offers = Array.from({ length: 900 }, (_, at) => ({ ...offer, id: `offer-number-${at}` }));
      }
    });
    const text = planMarkdown(makePlan(planFacts(long)));
    expect(text.length).toBeLessThan(65_536);
    expect(text).toContain('_Left out, too long for a comment:_ `npx tandem plan soup-week`');
    expect(text.endsWith(`\`${makePlan(planFacts(long)).fingerprint.hash}\``)).toBe(true);
  });
});
