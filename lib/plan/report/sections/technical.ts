import { PLAN_PARTS } from '../../../../contracts/plan';
import type { LaunchPlan } from '../../plan';
import type { ResourceChanges } from '../../resources';
import { type Block, list, type Section, tableOf, words } from '../document';
import { basisText, fieldText } from './data';

/** Every setting as it will hold, with the file that it comes from. */
export const settingsSection = ({ settings }: LaunchPlan): Section => ({
  id: 'settings',
  title: 'As it will hold, defaults filled in',
  view: 'marketing',
  blocks: [
    tableOf(
      ['setting', 'value', 'from'],
      settings.map(({ name, value, from }) => [name, value, from === 'no one' ? 'default' : from]),
      '',
    ),
  ],
});

/** Resources and permissions that a deployment would add, change and remove. */
export const resourcesSection = ({ resources }: LaunchPlan): Section => ({
  id: 'resources',
  title: 'Resources and permissions',
  view: 'it',
  blocks: resourceBlocks(resources),
});

const REPLACED = { no: '', maybe: 'perhaps made anew', yes: 'made anew' } as const;

const resourceBlocks = ({ stack, deployed, resources, permissions }: ResourceChanges): readonly Block[] => [
  words(stackWords(stack, deployed)),
  tableOf(
    ['change', 'resource', 'type', 'properties', ''],
    resources.map(({ id, type, change, replaced, properties }) => [
      change,
      id,
      type,
      properties.join(', '),
      REPLACED[replaced],
    ]),
    'No resource changes.',
  ),
  list(permissions, 'No permission changes: a launch has no role and no policy.'),
];

const stackWords = (stack: string, deployed: ResourceChanges['deployed']): string => {
  if (!deployed.known) return `What is deployed of ${stack} is not known (${deployed.why}): all of it is told as new.`;
  return deployed.value
    ? `Stack ${stack}, against what is deployed:`
    : `Stack ${stack} is not deployed yet: all of it is new.`;
};

/** What judged the launch, which exceptions it needs and where data flows. */
export const controlsSection = ({ controls, data, definition }: LaunchPlan): Section => {
  const { rules, found, waivers, stack } = controls;
  const pulled = definition.channels.use.filter(({ kind }) => kind === 'pull').map(({ channel }) => channel);
  return {
    id: 'controls',
    title: 'Rules, waivers and data flows',
    view: 'controls',
    blocks: [
      words(
        `${rules} rules on launches and, on what is deployed, ${stack.judged.rules} rules of ${stack.judged.packs} enforced sets have judged it.`,
      ),
      tableOf(
        ['found', 'severity', 'rule', 'waiver'],
        found.map(({ words: told, severity, rule, waiver }) => [told, severity, rule, waiver ?? 'none']),
        'No rule on launches found anything.',
      ),
      list(
        stack.broken.map((one) => `breaks ${one}`),
        'No enforced rule on what is deployed found anything.',
      ),
      list(
        waivers.map(
          ({ id, rule, reason, approver, expires }) => `${id} for ${rule} until ${expires}, by ${approver}: ${reason}`,
        ),
        'It uses no waiver.',
      ),
      list(
        [
          ...data.map(
            (one) =>
              `customer profile -> gateway -> ${one.vendor}: ${one.fields.map(fieldText).join(', ')}; ${basisText(one)}`,
          ),
          ...pulled.map(
            (channel) =>
              `${channel} asks -> offer API -> ${channel}: the words of the offer, no field of the customer but those in them`,
          ),
        ],
        'No data flows.',
      ),
    ],
  };
};

/** The hash that approvals are bound to, and those of its parts. */
export const hashSection = ({ fingerprint, definition }: LaunchPlan): Section => ({
  id: 'hash',
  title: 'Hash of the plan',
  view: 'controls',
  blocks: [
    words(
      `Plan ${fingerprint.hash}, definition ${definition.hash}. It is over everything that decides what the launch does; reach and the day are no part of it.`,
    ),
    tableOf(
      ['part', 'hash'],
      PLAN_PARTS.map((part) => [part, fingerprint.parts[part].slice(0, 16)]),
      '',
    ),
  ],
});
