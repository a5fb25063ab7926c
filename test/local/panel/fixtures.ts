import type { Panel } from '../../../local/panel/load-panel';
import type { PanelTables, Product } from '../../../local/panel/shapes';
import type { Transactions } from '../../../local/panel/transactions';

export interface Row {
  readonly basket: number;
  readonly household: number;
  readonly at: string;
  readonly product: number;
  readonly store?: number;
  readonly quantity?: number;
  readonly sales?: number;
  readonly retailDiscount?: number;
  readonly couponDiscount?: number;
  readonly couponMatchDiscount?: number;
}

/** Hand-made rows as the panel has them: sorted by time, a basket in one run. */
export const transactionsOf = (rows: readonly Row[]): Transactions => {
  const column = (value: (row: Row) => number): Float64Array => Float64Array.from(rows.map(value));
  return {
    basket: column((row) => row.basket),
    household: column((row) => row.household),
    store: column((row) => row.store ?? 330),
    product: column((row) => row.product),
    quantity: column((row) => row.quantity ?? 1),
    sales: column((row) => row.sales ?? 1),
    retailDiscount: column((row) => row.retailDiscount ?? 0),
    couponDiscount: column((row) => row.couponDiscount ?? 0),
    couponMatchDiscount: column((row) => row.couponMatchDiscount ?? 0),
    at: column((row) => Date.parse(row.at)),
  };
};

const product = (department: string, type: string): Product => ({ department, category: type, type, brand: 'Private' });

export const PRODUCTS = new Map<number, Product>([
  [1, product('PASTRY', 'BREAD')],
  [2, product('PRODUCE', 'APPLES')],
  [3, product('FUEL', 'GASOLINE')],
]);

export const tablesOf = (tables: Partial<PanelTables> = {}): PanelTables => ({
  products: PRODUCTS,
  campaigns: new Map(),
  assignments: [],
  redemptions: [],
  coupons: new Map(),
  demographics: new Map(),
  ...tables,
});

export const panelOf = (rows: readonly Row[], tables: Partial<PanelTables> = {}): Panel => ({
  transactions: transactionsOf(rows),
  tables: tablesOf(tables),
});
