import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FIXTURES } from './workspace';

/** The fixtures' policy and more limits, as text. */
export const policyWith = (more: string): string =>
  `${readFileSync(join(FIXTURES, 'workspace/platform/policy.yaml'), 'utf8')}${more}`;

/** One team, which may use what the fixtures' team may, and text messages; with more of its own. */
export const teamWith = (more = ''): string =>
  `teams:
  - team: retail-marketing
    costCentre: CC-2
    lead: lead@coats.example
    languages: [en]
    channels: [email, pos, app]
    purposes: [personalised-offers]
    vendors: [mailhub]
${more}`;

/** A launch of the team that keeps to every limit, with some lines of its own. */
export const launchYaml = (launch: string, change: Partial<Record<keyof typeof LINES, string>> = {}): string =>
  [`launch: ${launch}`, ...Object.values({ ...LINES, ...change })].join('\n').concat('\n');

const LINES = {
  team: 'team: retail-marketing',
  purpose: 'purpose: personalised-offers',
  when: 'when: { timezone: Europe/Berlin, starts: 2026-11-23 12:00, ends: 2026-11-25 12:00 }',
  audience: 'audience: { holdout: 5% }',
  trigger: 'trigger: { event: Store Entered }',
  channels: 'channels: { use: [{ channel: email }] }',
  offers: 'offers: [{ id: only, copy: { en: { headline: "Hello", body: "A coat for you." } } }]',
  more: '',
};
