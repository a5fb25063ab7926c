import { LAUNCH_RULES } from '../../../lib/governance/launch-rules';
import { loadWorkspace } from '../../../lib/workspace';
import { BROKEN, type BrokenRule } from '../../support/broken-rules';
import { launchYaml, policyWith, teamWith } from '../../support/policy';
import { AS_OF, removeWorkspaces, workspaceWith } from '../../support/workspace';

afterAll(removeWorkspaces);

/** `line:column severity code path` of every finding of the launch that some rules make, with the message. */
const judged = (files: Readonly<Record<string, string | undefined>>, rules?: readonly string[]) =>
  loadWorkspace(workspaceWith(files), { asOf: AS_OF })
    .findings.filter(({ file, code }) => file === 'launches/judged.yaml' && (rules?.includes(code) ?? true))
    .map(({ line, column, severity, code, path, message }) => [
      `${line}:${column} ${severity} ${code} ${path}`,
      message,
    ]);

const filesOf = ({ policy = '', team = '', launch, others = {} }: Omit<BrokenRule, 'expected' | 'rule' | 'case'>) => ({
  'platform/policy.yaml': policyWith(policy),
  'platform/teams.yaml': teamWith(team),
  'launches/judged.yaml': launchYaml('judged', launch),
  ...Object.fromEntries(
    Object.entries(others).map(([name, change]) => [`launches/${name}.yaml`, launchYaml(name, change)]),
  ),
});

describe('rules on launches', () => {
  it('are each broken by a case below', () => {
    const broken = new Set(BROKEN.map(({ rule }) => rule));

    expect(LAUNCH_RULES.map(({ id }) => id).filter((id) => !broken.has(id))).toEqual([]);
  });

  it.each(LAUNCH_RULES.map((rule) => [rule.id, rule] as const))(
    '%s says what holds, why, and what to do',
    (_id, rule) => {
      for (const words of [rule.what, rule.why, rule.fix]) expect(words).toMatch(/^[A-Z].*\.$/);
    },
  );

  it.each(BROKEN)('$rule: finds $case', ({ rule, expected, ...given }) => {
    expect(judged(filesOf(given), [rule, 'policy.rule'])).toEqual(expected);
  });

  it('find nothing in a launch that keeps to every limit', () => {
    const policy = [...new Set(BROKEN.map((one) => one.policy ?? ''))].filter((one) =>
      /^(quietHours|requiredCopy)/.test(one),
    );
    const launch = {
      offers: 'offers: [{ id: only, copy: { en: { headline: "Hello", body: "A coat. Prices include VAT." } } }]',
      more: 'budget: { sending: 5 USD, whenSpent: warn }',
    };
    const team =
      '    segments: []\n    launchesAtOnce: 3\n    budget: { perLaunch: { sending: 5 USD }, perMonth: { sending: 15 USD } }\n';

    expect(judged(filesOf({ policy: policy.slice(0, 1).concat(policy.slice(-1)).join(''), team, launch }))).toEqual([]);
  });

  it('still judge what is sound where a channel has no name that could be read', () => {
    const channels = 'channels: { use: [{ channel: 7 }, { channel: sms, vendor: mailhub }, { channel: email }] }';
    const policy =
      'blackouts: [{ from: 2026-11-24, reason: silence }]\nrequiredCopy: [{ text: { en: Bye }, reason: r, channels: [email] }]\n';
    const found = judged(filesOf({ policy, launch: { channels } })).map(([place]) => place);

    expect(found).toEqual(
      expect.arrayContaining([
        '7:46 error team.channel channels.use[1].channel',
        '4:42 warning when.blackout when.starts',
        '8:61 error copy.required offers[0].copy.en.body',
      ]),
    );
  });
});
