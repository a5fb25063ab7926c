import { loadWorkspace, type Workspace } from '../../lib/workspace';
import { PICTURE } from './preview-launch';
import { shippedCopy } from './shipped-copy';
import { AS_OF } from './workspace';

/** A launch that uses everything a launch can use: four channels, two vendors, segments, a list, a picture and a budget. */
export const PLANNED_LAUNCH = `launch: soup-week
team: retail-marketing
summary: "Soup for people who look and do not buy"
purpose: personalised-offers
supports: repeat-purchase
when: { timezone: America/New_York, starts: 2026-12-21 06:00, ends: 2026-12-27 22:59, redeemUntil: 2027-01-03 }
audience:
  include:
    - did: { event: Product Viewed, where: { category: SOUP }, atLeast: 2, within: 14 days }
    - any: [{ segment: active-browser }, { segment: lapsing-shopper }]
  exclude: [{ list: staff }]
  holdout: 10%
  atMost: 25000 people
trigger: { event: Product Viewed }
channels:
  reach: first
  use: [{ channel: email }, { channel: sms }, { channel: app }, { channel: pos }]
offers:
  - id: soup-20
    for: { segment: frequent-shopper }
    gives: { percentOff: 20, of: { category: SOUP }, atMost: 5 USD }
    code: { fixed: "SOUP20" }
    copy:
      en:
        headline: "Soup for a cold day"
        body: |
          20% off any soup until 3 January. Reply STOP to end.
        image: { file: soup.png, alt: "A bowl of soup with bread" }
        link: { label: "See the soups", to: "https://harvest-lane.example/soups" }
  - id: recipe
    copy:
      en: { headline: "{{ first_name | default: 'Hello' }}, a recipe", body: "Reply STOP to end." }
limits: { perPerson: { messages: 1, per: 7 days } }
budget: { sending: 500 USD, discounts: 20000 USD, whenSpent: warn }
goal: { event: Order Completed, within: 7 days, target: 6% }
`;

const FILE = 'launches/soup-week.yaml';

/** The shipped project with that launch in it; gone after `removeShippedCopies`. */
export const plannedRoot = (launch = PLANNED_LAUNCH): string =>
  shippedCopy({ [FILE]: launch, 'brand/images/soup.png': PICTURE });

/** Its workspace; throws where the launch has errors. */
export const plannedWorkspace = (root = plannedRoot()): Workspace => {
  const { workspace, findings } = loadWorkspace(root, { asOf: AS_OF });
  const errors = findings.filter(({ file, severity }) => severity === 'error' && file === FILE);
  if (workspace === undefined || errors.length > 0) throw new Error(errors.map(({ message }) => message).join('\n'));
  return workspace;
};
