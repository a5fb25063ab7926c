import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { PlatformConfig } from '../../../contracts/platform-config';
import { generatedModules } from '../../../lib/bundle/generated';
import { syncFolder } from '../../../lib/bundle/sync-folder';
import { loadWorkspace, type Workspace } from '../../../lib/workspace';

import { madeFolder } from '../../support/made-folder';

const ROOT = join(__dirname, '../../..');
const folder = madeFolder(ROOT);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const shipped = (): Workspace => {
  const { workspace } = loadWorkspace(ROOT, { asOf: new Date('2026-11-25T12:00:00Z') });
  if (workspace === undefined) throw new Error('The shipped workspace does not load.');
  return workspace;
};

interface Validator {
  (properties: unknown): boolean;
  errors?: readonly { readonly instancePath: string; readonly keyword: string; readonly params: object }[] | null;
}

describe('generatedModules', () => {
  let modules: ReadonlyMap<string, string>;
  let validators: Readonly<Record<string, Validator>>;
  beforeAll(async () => {
    modules = await generatedModules(shipped());
    syncFolder(folder, modules);
    ({ validators } = createRequire(__filename)(join(folder, 'catalog.js')) as { validators: typeof validators });
  }, 60_000);

  const errorsOf = (event: string, properties: unknown) => {
    const validate = validators[event];
    validate?.(properties);
    return validate?.errors?.map(({ instancePath, keyword }) => `${instancePath || '/'} ${keyword}`);
  };

  it('makes the same bytes from the same workspace', async () => {
    expect([...(await generatedModules(shipped()))]).toEqual([...modules]);
  });

  it('has a validator for every event that the platform data names', () => {
    const platform = JSON.parse(readFileSync(join(folder, 'platform.json'), 'utf8')) as PlatformConfig;

    expect(Object.keys(validators)).toEqual(Object.keys(platform.catalog));
    expect(validators['Message Delivered']).toBeUndefined();
    expect(validators.constructor).toBeUndefined();
  });

  it('takes an order as the panel maps it', () => {
    const order = {
      order_id: '31198570044',
      affiliation: 'store-330',
      currency: 'USD',
      revenue: 7.5,
      total: 7,
      discount: 0.5,
      products: [
        {
          product_id: '1095275',
          category: 'GROCERY',
          name: 'BREAD',
          variant: '22 LB',
          brand: 'National',
          quantity: 1,
          price: 0.5,
        },
      ],
    };

    expect(errorsOf('Order Completed', order)).toBeUndefined();
    expect(validators['Order Completed']?.(order)).toBe(true);
  });

  it('names every mistake at once, by path and rule', () => {
    const order = { order_id: 7, currency: 'usd', gift: true, products: [{ nick: 'x' }] };

    expect(errorsOf('Order Completed', order)?.sort()).toEqual([
      '/ additionalProperties',
      '/currency pattern',
      '/order_id type',
      '/products/0 additionalProperties',
    ]);
    expect(errorsOf('Customer Identified', { email: 'no', last_order_on: '31.12.2026' })?.sort()).toEqual([
      '/email format',
      '/last_order_on format',
    ]);
  });
});

describe('syncFolder', () => {
  it('leaves what is the same untouched and removes what is not made any more', () => {
    const target = mkdtempSync(join(folder, 'sync-'));
    syncFolder(
      target,
      new Map([
        ['kept/index.js', 'same'],
        ['gone/index.js', 'old'],
      ]),
    );
    const before = statSync(join(target, 'kept/index.js')).mtimeMs;
    mkdirSync(join(target, 'stray'));
    writeFileSync(join(target, 'stray/file.js'), 'stray');

    syncFolder(
      target,
      new Map([
        ['kept/index.js', 'same'],
        ['new/index.js', 'new'],
      ]),
    );

    expect(readdirSync(target).sort()).toEqual(['kept', 'new']);
    expect(statSync(join(target, 'kept/index.js')).mtimeMs).toBe(before);
  });
});
