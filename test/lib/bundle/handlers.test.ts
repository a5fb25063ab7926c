import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { FUNCTIONS } from '../../../lib/bundle';
import { generatedModules } from '../../../lib/bundle/generated';
import { type Bundled, bundleHandlers } from '../../../lib/bundle/handlers';
import { syncFolder } from '../../../lib/bundle/sync-folder';
import { loadWorkspace } from '../../../lib/workspace';

import { madeFolder } from '../../support/made-folder';

const ROOT = join(__dirname, '../../..');
const folder = madeFolder(ROOT);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Largest bundle, in KB; everything not named here is held to the default. */
const LARGEST: Readonly<Record<string, number>> = {
  'ingest-events': 700,
  // The same edge, for vendors.
  'receive-webhook': 700,
  // And for what it set aside.
  'redrive-quarantine': 700,
  'deliver-message': 520,
};
const DEFAULT = 450;

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
    expect(textOf(name).length / 1024).toBeLessThanOrEqual(LARGEST[name] ?? DEFAULT);
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
