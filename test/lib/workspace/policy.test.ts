import { loadWorkspace } from '../../../lib/workspace';
import { launchYaml, policyWith, teamWith } from '../../support/policy';
import { AS_OF, removeWorkspaces, workspaceWith } from '../../support/workspace';

afterAll(removeWorkspaces);

/** `line:column code path` of every finding of one file. */
const found = (file: string, files: Readonly<Record<string, string>>) =>
  loadWorkspace(workspaceWith(files), { asOf: AS_OF })
    .findings.filter((one) => one.file === file)
    .map(({ line, column, code, path }) => `${line}:${column} ${code} ${path}`);

const RULE = 'severity: error, what: w, why: y, fix: "F.", on: launch';

describe('platform/policy.yaml', () => {
  it.each([
    {
      case: 'quiet hours of channels that are none or ask by themselves, and without a length',
      policy:
        'quietHours:\n  - { channels: [emial, pos], from: "21:00", until: "08:00" }\n  - { channels: [email], from: "21:00", until: "21:00" }\n  - { channels: [email], from: 9 pm, until: "24:00" }\n',
      expected: [
        '7:18 channel.unknown quietHours[0].channels[0]',
        '7:25 policy.pull quietHours[0].channels[1]',
        '8:5 schema.rule quietHours[1]',
        '9:32 schema.format quietHours[2].from',
        '9:45 schema.format quietHours[2].until',
      ],
    },
    {
      case: 'blackouts on days that are none, that end before they begin, or of nobody',
      policy:
        'blackouts:\n  - { from: 2026-02-30, until: 2026-13-01, reason: r, teams: [reatil-marketing] }\n  - { from: 2026-02-03, until: 2026-02-02, reason: r }\n',
      expected: [
        '7:13 policy.day blackouts[0].from',
        '7:32 policy.day blackouts[0].until',
        '7:63 team.unknown blackouts[0].teams[0]',
        '8:5 schema.rule blackouts[1]',
      ],
    },
    {
      case: 'required words of channels, purposes and languages that are none',
      policy: 'requiredCopy:\n  - { text: { english: Hi }, reason: r, channels: [fax], purposes: [spam] }\n',
      expected: [
        '7:15 schema.format requiredCopy[0].text.english',
        '7:52 channel.unknown requiredCopy[0].channels[0]',
        '7:69 purpose.unknown requiredCopy[0].purposes[0]',
      ],
    },
    {
      case: 'rules that stand twice, or whose schema is none',
      policy: `rules:
  - { id: twice, ${RULE}, schema: { type: objekt } }
  - { id: twice, ${RULE}, schema: { requierd: [summary] } }
  - { id: thrice, ${RULE}, schema: { $ref: "#/nowhere" } }
  - { id: fine, ${RULE}, schema: { $id: "same", required: [launch] } }
  - { id: fine-too, ${RULE}, schema: { $id: "same", required: [launch] } }
`,
      expected: [
        '7:83 policy.schema rules[0].schema',
        '8:11 id.repeated rules[1].id',
        '8:83 policy.schema rules[1].schema',
        '9:84 policy.schema rules[2].schema',
      ],
    },
    {
      case: 'a key that nothing reads',
      policy: 'quietHuors: []\n',
      expected: ['6:1 schema.unknownKey quietHuors'],
    },
  ])('says what is wrong with $case', ({ policy, expected }) => {
    expect(found('platform/policy.yaml', { 'platform/policy.yaml': policyWith(policy) })).toEqual(expected);
  });

  it('still judges by the rules that are sound where one is not', () => {
    const policy = policyWith(`rules:
  - { id: broken, ${RULE}, schema: { type: objekt } }
  - { id: sound, ${RULE}, schema: { required: [summary] } }
`);
    const files = { 'platform/policy.yaml': policy, 'launches/judged.yaml': launchYaml('judged') };

    expect(found('launches/judged.yaml', files)).toEqual(['1:1 policy.rule summary']);
  });
});

describe('limits of platform/teams.yaml', () => {
  it('name segments and currencies that there are', () => {
    const teams = teamWith(
      '    segments: [frequent-shoper, staff]\n    launchesAtOnce: 0\n    budget: { perLaunch: { sending: 5 XYZ }, perMonth: { discounts: 5 dollars } }\n',
    );

    expect(found('platform/teams.yaml', { 'platform/teams.yaml': teams })).toEqual([
      '9:16 segment.unknown teams[0].segments[0]',
      '10:21 schema.range teams[0].launchesAtOnce',
      '11:37 money.currency teams[0].budget.perLaunch.sending',
      '11:69 schema.format teams[0].budget.perMonth.discounts',
    ]);
  });
});

describe('a waiver of a rule on launches', () => {
  const waiver = (rule: string, path: string, expires = '2027-01-01', granted = '2026-11-01') =>
    `waivers: [{ id: W-1, rule: ${rule}, path: ${path}, reason: "Nothing else would do here.", owner: a, approver: b, granted: ${granted}, expires: ${expires}, ticket: T-1 }]\n`;
  const files = (waivers: string) => ({
    'platform/waivers.yaml': waivers,
    'launches/judged.yaml': launchYaml('judged', {
      audience: 'audience: { holdout: 1% }',
      purpose: 'purpose: customer-care',
    }),
  });
  const judged = (waivers: string) => {
    const { findings, workspace } = loadWorkspace(workspaceWith(files(waivers)), { asOf: AS_OF });
    return {
      said: findings
        .filter(({ file }) => file === 'launches/judged.yaml' || file === 'platform/waivers.yaml')
        .filter(({ code }) => code.startsWith('waiver.') || code === 'holdout.tooSmall' || code === 'team.purpose')
        .map(({ severity, code }) => `${severity} ${code}`),
      message: findings.find(({ code }) => code === 'holdout.tooSmall')?.message,
      launches: workspace?.launches.map(({ manifest }) => manifest.launch),
    };
  };

  it('makes its finding an explanation, which names the waiver and its end', () => {
    const { said, message } = judged(waiver('holdout.tooSmall', 'judged'));

    expect(said).toEqual(['error team.purpose', 'info holdout.tooSmall']);
    expect(message).toContain('waiver W-1 excuses it until 2027-01-01');
  });

  it('counts for launches that its path means', () => {
    expect(judged(waiver('holdout.tooSmall', 'jud*')).said).toEqual(['error team.purpose', 'info holdout.tooSmall']);
  });

  it('excuses nothing from the day on which it ends, and says so', () => {
    expect(judged(waiver('holdout.tooSmall', 'judged', '2026-11-20')).said).toEqual([
      'error team.purpose',
      'error holdout.tooSmall',
      'warning waiver.expired',
    ]);
    expect(judged(waiver('holdout.tooSmall', 'judged', '2026-11-21')).said).toEqual([
      'error team.purpose',
      'info holdout.tooSmall',
    ]);
  });

  it('excuses nothing before the day on which it is granted, and says so', () => {
    expect(judged(waiver('holdout.tooSmall', 'judged', '2027-01-01', '2026-11-21')).said).toEqual([
      'error team.purpose',
      'error holdout.tooSmall',
      'warning waiver.notYet',
    ]);
    expect(judged(waiver('holdout.tooSmall', 'judged', '2027-01-01', '2026-11-20')).said).toEqual([
      'error team.purpose',
      'info holdout.tooSmall',
    ]);
  });

  it('is not told of where it takes over from one in force', () => {
    const now = waiver('holdout.tooSmall', 'judged', '2026-12-01');
    const next = waiver('holdout.tooSmall', 'judged', '2027-01-01', '2026-12-01').replace('W-1', 'W-2');
    const both = `${next.trimEnd().slice(0, -1)},${now.replace('waivers: [', '')}`;
    expect(judged(both).said).toEqual(['error team.purpose', 'info holdout.tooSmall']);
  });

  it('is told where no launch needs it', () => {
    expect(judged(waiver('holdout.tooSmall', 'other-launch')).said).toEqual([
      'error team.purpose',
      'error holdout.tooSmall',
      'warning waiver.unused',
    ]);
  });

  it('cannot excuse what is fatal, and is refused', () => {
    expect(judged(waiver('team.purpose', '"*"')).said).toEqual([
      'error team.purpose',
      'error holdout.tooSmall',
      'error waiver.fatal',
    ]);
  });

  it.each([
    { path: '"*"', rule: 'holdout.tooSmall' },
    { path: '"**"', rule: 'holdout.tooSmall' },
    { path: 'tandem-*-foundation/*/Resource', rule: 'AwsSolutions-SQS4' },
    { path: '"*"', rule: 'AwsSolutions-SQS4' },
  ])('excuses nothing where it is too wide: $rule at $path', ({ path, rule }) => {
    expect(judged(waiver(rule, path)).said).toEqual([
      'error team.purpose',
      'error holdout.tooSmall',
      'error waiver.tooWide',
    ]);
  });

  it.each([
    { member: 'approver: b', instead: 'approver: a', at: 'waivers[0]' },
    { member: 'reason: "Nothing else would do here.", ', instead: '', at: 'waivers[0].reason' },
    { member: 'reason: "Nothing else would do here."', instead: 'reason: because', at: 'waivers[0].reason' },
    { member: 'expires: 2027-01-01, ', instead: '', at: 'waivers[0].expires' },
    { member: 'approver: b', instead: 'approver: " A"', at: 'waivers[0]' },
    { member: '"Nothing else would do here."', instead: '"                     "', at: 'waivers[0].reason' },
    { member: 'granted: 2026-11-01', instead: 'granted: 2027-01-01', at: 'waivers[0].expires' },
  ])('is refused, and so is the workspace, with "$instead" in place of "$member"', ({ member, instead, at }) => {
    const text = waiver('holdout.tooSmall', 'judged').replace(member, instead);
    const { findings, workspace } = loadWorkspace(workspaceWith(files(text)), { asOf: AS_OF });
    const said = findings.filter(({ file }) => file === 'platform/waivers.yaml');
    expect(said.map(({ severity, path }) => [severity, path])).toEqual([['error', at]]);
    expect(workspace).toBeUndefined();
  });

  it('lets the launch be deployed', () => {
    const { workspace } = loadWorkspace(
      workspaceWith({
        'platform/waivers.yaml': waiver('holdout.tooSmall', 'judged'),
        'launches/judged.yaml': launchYaml('judged', { audience: 'audience: { holdout: 1% }' }),
      }),
      { asOf: AS_OF },
    );

    expect(workspace?.launches.map(({ manifest }) => manifest.launch)).toContain('judged');
  });
});
