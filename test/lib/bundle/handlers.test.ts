import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { FUNCTIONS, largestKb } from '../../../lib/bundle';
import { generatedModules } from '../../../lib/bundle/generated';
import { type Bundled, bundleHandlers } from '../../../lib/bundle/handlers';
import { syncFolder } from '../../../lib/bundle/sync-folder';
import { loadWorkspace } from '../../../lib/workspace';

import { madeFolder } from '../../support/made-folder';

const ROOT = join(__dirname, '../../..');
const folder = madeFolder(ROOT);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('bundleHandlers', () => {
  let built: Bundled;
  beforeAll(async () => {
    const { workspace } = loadWorkspace(ROOT, { asOf: new Date('2026-11-25T12:00:00Z') });
    if (workspace === undefined) throw new Error('The shipped workspace does not load.');
    syncFolder(folder, await generatedModules(workspace));
    built = await bundleHandlers(ROOT, folder);
  }, 60_000);

  const textOf = (name: string): string =>
    Buffer.from(built.bundles.find((one) => one.name === name)?.text ?? []).toString('utf8');

  it('bundles every function that the foundation names', () => {
    expect(built.missing).toEqual([]);
    expect(built.bundles.map((one) => one.name).sort()).toEqual([...FUNCTIONS].sort());
  });

  it.each(FUNCTIONS)('keeps %s small', (name) => {
    expect(Buffer.byteLength(textOf(name)) / 1000).toBeLessThanOrEqual(largestKb(name));
  });

  it('gives a function only the parts of the platform that it names', () => {
    const holders = (part: string): readonly string[] => FUNCTIONS.filter((name) => textOf(name).includes(part));

    expect(holders('Application Uninstalled/1-0-0')).toContain('update-profile');
    expect(holders('Application Uninstalled/1-0-0')).not.toContain('offer-api');
    expect(holders('DPA-2026-17')).toEqual([
      'receive-webhook',
      'redrive-quarantine',
      'deliver-message',
      'subject-rights',
      'erase-customer',
    ]);
  });

  it.each(FUNCTIONS)("keeps the manifests of the SDK's packages out of %s, all but their versions", (name) => {
    expect(textOf(name)).not.toContain('devDependencies');
  });

  it.each(FUNCTIONS)('keeps the schema library, source maps and the other credential providers out of %s', (name) => {
    const text = textOf(name);

    expect(text).not.toMatch(/ZodError|invalid_union/);
    expect(text).not.toContain('sourceMappingURL');
    expect(text).not.toContain('AWS_CONTAINER_CREDENTIALS_RELATIVE_URI');
  });

  it.each(FUNCTIONS)('keeps out of %s how countries write phone numbers', (name) => {
    expect(textOf(name).includes('"$1 $2 $3"')).toBe(false);
  });

  it('keeps the rows of schemes that no vendor signs by out of receive-webhook', () => {
    const text = textOf('receive-webhook');
    for (const used of ['x-shopify-hmac-sha256', 'svix-signature']) expect(text).toContain(used);
    for (const unused of ['x-hubspot-signature-v3', 'stripe-signature', 'plain hash'])
      expect(text).not.toContain(unused);
  });

  it.each(FUNCTIONS)('exports a handler from %s', (name) => {
    expect(textOf(name)).toMatch(/handler:\(\)=>/);
  });
});
