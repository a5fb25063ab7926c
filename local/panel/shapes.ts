/** A product of the panel; it has no name, only what kind of thing it is. */
export interface Product {
  readonly department: string;
  readonly category: string;
  readonly type: string;
  readonly brand: string;
  readonly size?: string;
}

/** One line of a basket, in dollars as the panel has them. */
export interface BasketLine {
  readonly product: number;
  readonly quantity: number;
  /** What the retailer receives. */
  readonly sales: number;
  readonly retailDiscount: number;
  readonly couponDiscount: number;
  readonly couponMatchDiscount: number;
}

/** One basket: one household, one store, one moment. */
export interface Basket {
  readonly basket: number;
  readonly household: number;
  readonly store: number;
  /** Epoch milliseconds, in panel time. */
  readonly at: number;
  readonly lines: readonly BasketLine[];
}

/** A coupon that a household redeemed on a New York day. */
export interface Redemption {
  readonly household: number;
  readonly coupon: number;
  readonly campaign: number;
  readonly day: string;
}

/** A household put into a campaign. */
export interface Assignment {
  readonly household: number;
  readonly campaign: number;
}

export interface Campaign {
  readonly campaign: number;
  readonly type: string;
  readonly starts: string;
  readonly ends: string;
}

/** Ranges as the panel publishes them. */
export type Demographics = Readonly<Record<string, string>>;

/** The small tables, keyed for joining. */
export interface PanelTables {
  readonly products: ReadonlyMap<number, Product>;
  readonly campaigns: ReadonlyMap<number, Campaign>;
  readonly assignments: readonly Assignment[];
  readonly redemptions: readonly Redemption[];
  /** Coupon -> products it is for. */
  readonly coupons: ReadonlyMap<number, ReadonlySet<number>>;
  readonly demographics: ReadonlyMap<number, Demographics>;
}

/** One call in Segment's HTTP API shape. */
export interface SegmentCall {
  readonly type: 'track' | 'identify' | 'page';
  readonly messageId: string;
  readonly timestamp: string;
  readonly userId?: string;
  readonly anonymousId?: string;
  readonly event?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly traits?: Readonly<Record<string, unknown>>;
  readonly context?: { readonly synthetic: true };
}

/** A call that a source makes at a business time. */
export interface SourceCall {
  /** Name in `platform/sources.yaml`. */
  readonly source: string;
  /** Epoch milliseconds, business time. */
  readonly at: number;
  readonly household: number;
  readonly call: SegmentCall;
}
