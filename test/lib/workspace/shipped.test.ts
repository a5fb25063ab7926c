import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileLaunch, loadWorkspace, platformConfig } from '../../../lib/workspace';

const ROOT = join(__dirname, '../../..');
/** In the week of the shipped launches, so that the outcome is the same on any day. */
const IN_THEIR_WEEK = new Date('2026-11-25T12:00:00Z');

describe('the shipped workspace', () => {
  const { workspace, findings } = loadWorkspace(ROOT, { asOf: IN_THEIR_WEEK });

  it('has nothing to mend but the approval of a trial, which ends', () => {
    expect(findings.map(({ code, file }) => `${code} ${file}`)).toEqual([
      'vendor.expiresSoon platform/vendors/starboard.yaml',
    ]);
    expect(workspace?.launches.map((one) => one.manifest.launch)).toEqual([
      'browse-to-basket',
      'care-after-mention',
      'win-back',
    ]);
  });

  it('keeps events that only the platform makes out of what sources may send', () => {
    if (workspace === undefined) throw new Error('The shipped workspace does not load.');
    const { catalog } = platformConfig(workspace);

    expect(Object.keys(catalog)).toContain('Order Completed');
    expect(Object.keys(catalog).filter((event) => event.startsWith('Message '))).toEqual([
      'Message Bounced',
      'Message Clicked',
      'Message Opened',
      'Message Receipt',
    ]);
  });

  it('tells handlers where personal data stands', () => {
    if (workspace === undefined) throw new Error('The shipped workspace does not load.');
    const { catalog, decision, outcomeEvents } = platformConfig(workspace);

    expect(catalog['Brand Mentioned']).toMatchObject({
      schema: 'Brand Mentioned/1-0-0',
      pii: { handle: 'social', text: 'text' },
      sets: { social_topic: 'topic' },
      identifies: { handle: 'social' },
    });
    expect(catalog['Customer Identified']?.pii).toMatchObject({ email: 'email', phone: 'phone', first_name: 'name' });
    expect(decision.withoutConsent).toEqual(['customer-care', 'order-fulfilment', 'platform-operation']);
    expect(decision.consentSeconds).toEqual({ 'personalised-offers': 730 * 86_400 });
    expect(decision.reachableBy).toEqual({ email: 'email', sms: 'phone' });
    expect(outcomeEvents).toEqual(['Coupon Redeemed', 'Order Completed']);
  });

  it('gives no coupon to people who browse in the app', () => {
    const launch = workspace?.launches.find((one) => one.manifest.launch === 'browse-to-basket');
    if (workspace === undefined || launch === undefined) throw new Error('The launch is missing.');
    const last = compileLaunch(launch.manifest, workspace).offers.at(-1);

    expect(last).toMatchObject({ id: 'personal-aisle' });
    expect(last?.gives ?? last?.code ?? last?.for).toBeUndefined();
  });

  it('points editors at the schema', () => {
    for (const { file } of workspace?.launches ?? []) {
      expect(readFileSync(join(ROOT, file), 'utf8')).toMatch(
        /^# yaml-language-server: \$schema=\.\/launch\.schema\.json\n/,
      );
    }
  });
});
