import type { Json } from './event';

/** A token of the vault, in the place of a personal value. */
export type Token = string;

/**
 * Properties of the catalog's events on the bus, by name: each event's latest version. Generated from platform/events/ by
 * `npm run build`; not to be edited.
 */
export interface EventProperties {
  /** The app was put aside. */
  readonly 'Application Backgrounded': Readonly<Record<string, never>>;
  /** The app was opened for the first time. */
  readonly 'Application Installed': {
    /** Of the app. */
    readonly version?: string;
    /** Of the app. */
    readonly build?: string;
  };
  /** The app was opened again. */
  readonly 'Application Opened': {
    readonly from_background?: boolean;
    readonly url?: string;
    readonly referring_application?: string;
    /** Of the app. */
    readonly version?: string;
    /** Of the app. */
    readonly build?: string;
    readonly campaign_name?: string;
    readonly campaign_source?: string;
    readonly campaign_medium?: string;
    readonly campaign_term?: string;
    readonly campaign_content?: string;
  };
  /** The app was removed. */
  readonly 'Application Uninstalled': Readonly<Record<string, never>>;
  /** The app was updated. */
  readonly 'Application Updated': {
    /** Of the app. */
    readonly previous_version?: string;
    /** Of the app. */
    readonly previous_build?: string;
    /** Of the app. */
    readonly version?: string;
    /** Of the app. */
    readonly build?: string;
  };
  /** Somebody began to follow us on a social network. */
  readonly 'Brand Followed': {
    readonly handle: Token;
    readonly network?: string;
  };
  /** Somebody spoke about us in public. */
  readonly 'Brand Mentioned': {
    readonly handle: Token;
    readonly text: Token;
    readonly network?: string;
    readonly url?: string;
    /** Added at the edge from platform/topics.yaml. */
    readonly topics?: readonly string[];
    /** The first of topics. */
    readonly topic?: string;
  };
  /** The call centre took a call. */
  readonly 'Call Answered': {
    readonly call_id: string;
    readonly reason?: string;
    readonly duration_seconds?: number;
  };
  /** A call was over. */
  readonly 'Call Ended': {
    readonly call_id: string;
    readonly outcome?: 'solved' | 'forwarded' | 'called-back' | 'abandoned';
    readonly duration_seconds?: number;
  };
  /** A customer was put into a campaign outside Tandem. */
  readonly 'Campaign Assigned': {
    readonly campaign_id: string;
    readonly type?: string;
    readonly starts?: string;
    readonly ends?: string;
  };
  /** A customer showed a basket to somebody. */
  readonly 'Cart Shared': {
    readonly share_via?: string;
    /** What the customer wrote. */
    readonly share_message?: Token;
    /** Whom it was sent to; somebody else, who is never contacted. */
    readonly recipient?: Token;
    readonly cart_id?: string;
    readonly products?: readonly {
      readonly product_id?: string;
    }[];
  };
  /** A basket was looked at. */
  readonly 'Cart Viewed': {
    readonly cart_id?: string;
    readonly products?: readonly {
      readonly product_id?: string;
      readonly sku?: string;
      readonly name?: string;
      readonly category?: string;
      readonly brand?: string;
      readonly variant?: string;
      readonly price?: number;
      readonly currency?: string;
      readonly quantity?: number;
      readonly coupon?: string;
      readonly position?: number;
      readonly url?: string;
      readonly image_url?: string;
    }[];
  };
  /** Customer care was done with a case. */
  readonly 'Case Closed': {
    readonly case_id: string;
    readonly outcome?: 'solved' | 'not-solved' | 'withdrawn';
    readonly satisfaction?: number;
  };
  /** Customer care took up a case. */
  readonly 'Case Opened': {
    readonly case_id: string;
    readonly reason?: string;
    /** How the customer got in touch, for example call or social. */
    readonly channel?: string;
    readonly priority?: 'low' | 'normal' | 'high';
    readonly order_id?: string;
    /** What the customer said. */
    readonly note?: Token;
  };
  /** A customer went to the checkout. */
  readonly 'Checkout Started': {
    readonly order_id?: string;
    readonly checkout_id?: string;
    /** The store, for example store-330. */
    readonly affiliation?: string;
    readonly currency?: string;
    /** Revenue with discounts and coupons. */
    readonly value?: number;
    readonly subtotal?: number;
    readonly revenue?: number;
    readonly total?: number;
    readonly tax?: number;
    readonly shipping?: number;
    readonly discount?: number;
    readonly coupon?: string;
    readonly products?: readonly {
      readonly product_id?: string;
      readonly sku?: string;
      readonly name?: string;
      readonly category?: string;
      readonly brand?: string;
      readonly variant?: string;
      readonly price?: number;
      readonly currency?: string;
      readonly quantity?: number;
      readonly coupon?: string;
      readonly position?: number;
      readonly url?: string;
      readonly image_url?: string;
    }[];
  };
  /** A step of the checkout was done. */
  readonly 'Checkout Step Completed': {
    readonly checkout_id?: string;
    readonly step?: number;
    readonly shipping_method?: string;
    /** How it is paid, for example card; never a number. */
    readonly payment_method?: string;
  };
  /** A step of the checkout was opened. */
  readonly 'Checkout Step Viewed': {
    readonly checkout_id?: string;
    readonly step?: number;
    readonly shipping_method?: string;
    /** How it is paid, for example card; never a number. */
    readonly payment_method?: string;
  };
  /** A customer agreed to one purpose on one channel, with everything that proves it. */
  readonly 'Consent Granted': {
    readonly purpose: string;
    readonly channel: string;
    /** Version of the text that the customer saw. */
    readonly noticeVersion?: string;
    /** Where that version can be read. */
    readonly noticeUrl?: string;
    /** How it was given, for example preference-centre, double-opt-in or paper. */
    readonly method?: string;
    /** Who or what took it down. */
    readonly collector?: string;
    /** Number of the receipt in the collector's own books. */
    readonly receiptId?: string;
    /** From this instant it counts as denied; the purpose's own expiry counts where it is sooner. */
    readonly expiresAt?: string;
    readonly scopes?: readonly string[];
    /** The signal as it came: a TCF or GPP string. */
    readonly raw?: string;
    /** The message that asked for it. */
    readonly messageId?: string;
  };
  /** A customer no longer wants a purpose on a channel; "*", like a name that is left out, stands for all of them. */
  readonly 'Consent Withdrawn': {
    readonly purpose?: string;
    readonly channel?: string;
    /** Left out means unsubscribed. A bounce concerns the address that it names, everything else the person. */
    readonly reason?: 'unsubscribed' | 'bounced' | 'complained' | 'manual' | 'erased';
    /** Version of the text that the customer saw. */
    readonly noticeVersion?: string;
    /** Where that version can be read. */
    readonly noticeUrl?: string;
    /** How it was said, for example one-click, preference-centre, gpc or stop. */
    readonly method?: string;
    /** Who or what took it down. */
    readonly collector?: string;
    /** Number of the receipt in the collector's own books. */
    readonly receiptId?: string;
    readonly scopes?: readonly string[];
    /** The signal as it came: a header, a TCF or GPP string. */
    readonly raw?: string;
    /** The message that carried the way out. */
    readonly messageId?: string;
  };
  /** A coupon was put on a basket that is not paid yet. */
  readonly 'Coupon Applied': {
    readonly order_id?: string;
    readonly cart_id?: string;
    readonly coupon_id: string;
    readonly coupon_name?: string;
    readonly campaign_id?: string;
    readonly discount?: number;
  };
  /** A coupon was refused. */
  readonly 'Coupon Denied': {
    readonly order_id?: string;
    readonly cart_id?: string;
    readonly coupon_id: string;
    readonly coupon_name?: string;
    /** Why, for example expired. */
    readonly reason?: string;
  };
  /** A coupon was typed in. */
  readonly 'Coupon Entered': {
    readonly order_id?: string;
    readonly cart_id?: string;
    readonly coupon_id: string;
  };
  /** A coupon was paid with. */
  readonly 'Coupon Redeemed': {
    readonly coupon_id: string;
    readonly campaign_id?: string;
    readonly order_id?: string;
    /** How the redemption was joined to its order. */
    readonly match?: 'line' | 'product' | 'coupon' | 'day';
  };
  /** A coupon was taken off a basket. */
  readonly 'Coupon Removed': {
    readonly order_id?: string;
    readonly cart_id?: string;
    readonly coupon_id: string;
    readonly coupon_name?: string;
    readonly discount?: number;
  };
  /** An identify call: what a source knows about a customer. Every property becomes a trait. */
  readonly 'Customer Identified': {
    readonly email?: Token;
    readonly phone?: Token;
    readonly first_name?: Token;
    readonly last_name?: Token;
    readonly name?: Token;
    readonly address?: Token;
    readonly street?: Token;
    readonly city?: string;
    readonly state?: string;
    readonly postal_code?: Token;
    readonly country?: string;
    /** Name on a social network. */
    readonly handle?: Token;
    readonly loyalty_number?: Token;
    readonly language?: string;
    readonly timezone?: string;
    /** Years, or a range, for example 35-44. */
    readonly age?: string | number;
    readonly income?: string;
    readonly home_ownership?: string;
    readonly marital_status?: string;
    readonly household_size?: number | string;
    readonly household_comp?: string;
    readonly kids_count?: number | string;
    readonly favourite_department?: string;
    readonly home_store?: string;
    readonly first_order_on?: string;
    readonly last_order_on?: string;
    readonly orders_90d?: number;
    readonly spend_90d?: number;
    /** Number of the customer at the source. */
    readonly id?: Token;
    readonly username?: Token;
    /** Position at work. */
    readonly title?: string;
    readonly gender?: string;
    readonly birthday?: Token;
    readonly avatar?: Token;
    readonly website?: Token;
    readonly description?: Token;
    /** When the account was opened. */
    readonly created_at?: string;
    readonly company?: {
      readonly id?: string | number;
      readonly name?: string;
      readonly industry?: string;
      readonly employee_count?: number;
      readonly plan?: string;
    };
    /** Made up by a generator. */
    readonly synthetic?: boolean;
  };
  /** A link led into the app. */
  readonly 'Deep Link Opened': {
    readonly provider?: string;
    readonly url?: string;
  };
  /** A vendor was asked to erase a customer; what it answered, or that it could not be asked. Names the receipt, not the customer. */
  readonly 'Erasure Reported': {
    readonly receipt: string;
    readonly vendor: string;
    readonly outcome: 'erased' | 'failed' | 'by-hand';
    readonly attempts: number;
    /** HTTP status, 0 where none came back. */
    readonly status: number;
    readonly reason?: string;
    readonly at: string;
  };
  /** A group call: a person belongs to an account or household. */
  readonly 'Group Joined': {
    readonly groupId?: string;
    readonly name?: string;
    readonly plan?: string;
    readonly industry?: string;
    readonly employees?: number | string;
    readonly description?: string;
    readonly website?: string;
    readonly avatar?: string;
    readonly created_at?: string;
    readonly email?: Token;
    readonly phone?: Token;
    /** In one line. */
    readonly address?: Token;
    readonly street?: Token;
    readonly city?: string;
    readonly state?: string;
    readonly postal_code?: Token;
    readonly country?: string;
  };
  /** An alias call: two names of one person. */
  readonly 'Identity Aliased': {
    readonly previousId?: Token;
  };
  /** A customer brought something back to a store. */
  readonly 'Item Returned': {
    readonly order_id?: string;
    readonly store_id?: string;
    readonly reason?: string;
    readonly product_id: string;
    readonly sku?: string;
    readonly category?: string;
    readonly price?: number;
    readonly currency?: string;
    readonly quantity?: number;
  };
  /** Somebody filled in a form on a social network. What they wrote is fetched by the CRM, which identifies them by the same lead_id. */
  readonly 'Lead Submitted': {
    readonly lead_id: Token;
    readonly form_id?: string;
    readonly ad_id?: string;
    readonly page_id?: string;
    readonly network?: string;
  };
  /** A customer was put on a list. */
  readonly 'List Joined': {
    readonly list: string;
  };
  /** A customer was taken off a list. */
  readonly 'List Left': {
    readonly list: string;
  };
  /** A vendor could not reach the customer. */
  readonly 'Message Bounced': {
    readonly messageId: string;
    readonly kind?: 'hard' | 'soft';
    readonly reason?: string;
  };
  /** The customer followed a link of a message. */
  readonly 'Message Clicked': {
    readonly messageId: string;
    readonly link?: string;
  };
  /** A vendor took a message. */
  readonly 'Message Delivered': {
    readonly messageId: string;
    readonly decisionId?: string;
    readonly launch: string;
    readonly offer?: string;
    readonly channel?: string;
    readonly vendor?: string;
    readonly person?: string;
    readonly status?: number;
  };
  /** A vendor refused a message for good. */
  readonly 'Message Failed': {
    readonly messageId: string;
    readonly decisionId?: string;
    readonly launch: string;
    readonly offer?: string;
    readonly channel?: string;
    readonly vendor?: string;
    readonly person?: string;
    readonly status?: number;
    readonly reason?: string;
  };
  /** The customer opened a message. */
  readonly 'Message Opened': {
    readonly messageId: string;
  };
  /** A vendor says that the message reached the customer. */
  readonly 'Message Receipt': {
    readonly messageId: string;
  };
  /** The gateway did not send a message. */
  readonly 'Message Refused': {
    readonly messageId: string;
    readonly decisionId?: string;
    readonly launch: string;
    readonly offer?: string;
    readonly channel?: string;
    readonly vendor?: string;
    readonly person?: string;
    readonly reason: string;
  };
  /** The gateway is asked to send a message. */
  readonly 'Message Requested': {
    readonly messageId: string;
    readonly decisionId: string;
    readonly launch: string;
    readonly definitionHash: string;
    readonly offer: string;
    readonly channel: string;
    readonly vendor: string;
    readonly person: string;
    readonly purpose: string;
    readonly requestedAt: string;
    readonly notAfter: string;
    /** Name of the one-use code in its pool. */
    readonly code?: string;
  };
  /** A customer took an offer. */
  readonly 'Offer Accepted': {
    readonly decisionId: string;
    readonly launch?: string;
    readonly offer?: string;
    readonly channel?: string;
    readonly person?: string;
    readonly at?: string;
  };
  /** One decision for one person and moment. */
  readonly 'Offer Decided': {
    readonly decisionId: string;
    readonly person: string;
    readonly at: string;
    readonly trigger?: Readonly<Record<string, Json>>;
    readonly chosen?: readonly Readonly<Record<string, Json>>[];
    readonly excluded?: readonly Readonly<Record<string, Json>>[];
    readonly exposures?: readonly Readonly<Record<string, Json>>[];
  };
  /** A customer did not want an offer. */
  readonly 'Offer Declined': {
    readonly decisionId: string;
    readonly launch?: string;
    readonly offer?: string;
    readonly channel?: string;
    readonly person?: string;
    readonly at?: string;
  };
  /** An offer was shown to a customer. */
  readonly 'Offer Presented': {
    readonly decisionId: string;
    readonly launch?: string;
    readonly offer?: string;
    readonly channel?: string;
    readonly person?: string;
    readonly at?: string;
  };
  /** An order was called off. */
  readonly 'Order Cancelled': {
    readonly order_id: string;
    /** The store, for example store-330. */
    readonly affiliation?: string;
    readonly currency?: string;
    readonly revenue?: number;
    readonly total?: number;
    readonly tax?: number;
    readonly shipping?: number;
    readonly discount?: number;
    readonly coupon?: string;
    readonly products?: readonly {
      readonly product_id?: string;
      readonly sku?: string;
      readonly name?: string;
      readonly category?: string;
      readonly brand?: string;
      readonly variant?: string;
      readonly price?: number;
      readonly currency?: string;
      readonly quantity?: number;
      readonly coupon?: string;
      readonly position?: number;
      readonly url?: string;
      readonly image_url?: string;
    }[];
  };
  /** A basket was paid, online or at a till. */
  readonly 'Order Completed': {
    readonly order_id: string;
    readonly checkout_id?: string;
    /** The store, for example store-330. */
    readonly affiliation?: string;
    readonly currency?: string;
    readonly subtotal?: number;
    readonly revenue?: number;
    readonly total?: number;
    readonly tax?: number;
    readonly shipping?: number;
    readonly discount?: number;
    readonly coupon?: string;
    readonly products?: readonly {
      readonly product_id?: string;
      readonly sku?: string;
      readonly name?: string;
      readonly category?: string;
      readonly brand?: string;
      readonly variant?: string;
      readonly price?: number;
      readonly currency?: string;
      readonly quantity?: number;
      readonly coupon?: string;
      readonly position?: number;
      readonly url?: string;
      readonly image_url?: string;
    }[];
  };
  /** All or part of an order was paid back. */
  readonly 'Order Refunded': {
    readonly order_id: string;
    readonly currency?: string;
    readonly total?: number;
    readonly products?: readonly {
      readonly product_id?: string;
      readonly sku?: string;
      readonly name?: string;
      readonly category?: string;
      readonly brand?: string;
      readonly variant?: string;
      readonly price?: number;
      readonly currency?: string;
      readonly quantity?: number;
      readonly coupon?: string;
      readonly position?: number;
      readonly url?: string;
      readonly image_url?: string;
    }[];
  };
  /** An order was changed before it was delivered. */
  readonly 'Order Updated': {
    readonly order_id: string;
    /** The store, for example store-330. */
    readonly affiliation?: string;
    readonly currency?: string;
    readonly revenue?: number;
    readonly total?: number;
    readonly tax?: number;
    readonly shipping?: number;
    readonly discount?: number;
    readonly coupon?: string;
    readonly products?: readonly {
      readonly product_id?: string;
      readonly sku?: string;
      readonly name?: string;
      readonly category?: string;
      readonly brand?: string;
      readonly variant?: string;
      readonly price?: number;
      readonly currency?: string;
      readonly quantity?: number;
      readonly coupon?: string;
      readonly position?: number;
      readonly url?: string;
      readonly image_url?: string;
    }[];
  };
  /** A page call from the web shop. */
  readonly 'Page Viewed': {
    readonly name?: string;
    readonly category?: string;
    readonly title?: string;
    readonly path?: string;
    readonly url?: string;
    readonly referrer?: string;
    readonly search?: string;
    readonly keywords?: readonly string[];
    readonly campaign_name?: string;
    readonly campaign_source?: string;
    readonly campaign_medium?: string;
    readonly campaign_term?: string;
    readonly campaign_content?: string;
  };
  /** A customer said how to pay; nothing of what was entered travels here. */
  readonly 'Payment Info Entered': {
    readonly checkout_id?: string;
    readonly order_id?: string;
    readonly step?: number;
    readonly shipping_method?: string;
    /** How it is paid, for example card; never a number. */
    readonly payment_method?: string;
  };
  /** The restriction of a customer's data is over, and the customer was told before (GDPR Art. 18(3)). */
  readonly 'Processing Released': {
    readonly ticket?: string;
  };
  /** A customer's data is stored and otherwise left alone (GDPR Art. 18) until it is released. */
  readonly 'Processing Restricted': {
    /** Art. 18(1) a to d. */
    readonly ground?: 'accuracy-contested' | 'unlawful-processing' | 'needed-for-claims' | 'objection-pending';
    readonly ticket?: string;
  };
  /** A product was put into the basket. */
  readonly 'Product Added': {
    readonly cart_id?: string;
    readonly product_id: string;
    readonly sku?: string;
    readonly name?: string;
    readonly category?: string;
    readonly brand?: string;
    readonly variant?: string;
    readonly price?: number;
    readonly currency?: string;
    readonly quantity?: number;
    readonly coupon?: string;
    readonly position?: number;
    readonly url?: string;
    readonly image_url?: string;
  };
  /** A product was put on a wish list. */
  readonly 'Product Added to Wishlist': {
    readonly wishlist_id?: string;
    readonly wishlist_name?: string;
    readonly product_id: string;
    readonly sku?: string;
    readonly name?: string;
    readonly category?: string;
    readonly brand?: string;
    readonly variant?: string;
    readonly price?: number;
    readonly currency?: string;
    readonly quantity?: number;
    readonly coupon?: string;
    readonly position?: number;
    readonly url?: string;
    readonly image_url?: string;
  };
  /** A product was clicked in a list. */
  readonly 'Product Clicked': {
    readonly product_id: string;
    readonly sku?: string;
    readonly name?: string;
    readonly category?: string;
    readonly brand?: string;
    readonly variant?: string;
    readonly price?: number;
    readonly currency?: string;
    readonly quantity?: number;
    readonly coupon?: string;
    readonly position?: number;
    readonly url?: string;
    readonly image_url?: string;
  };
  /** A list of products was filtered or sorted. */
  readonly 'Product List Filtered': {
    readonly list_id?: string;
    readonly category?: string;
    readonly filters?: readonly {
      readonly type?: string;
      readonly value?: string;
    }[];
    readonly sorts?: readonly {
      readonly type?: string;
      readonly value?: string;
    }[];
    readonly products?: readonly {
      readonly product_id?: string;
      readonly sku?: string;
      readonly name?: string;
      readonly category?: string;
      readonly brand?: string;
      readonly variant?: string;
      readonly price?: number;
      readonly currency?: string;
      readonly quantity?: number;
      readonly coupon?: string;
      readonly position?: number;
      readonly url?: string;
      readonly image_url?: string;
    }[];
  };
  /** A category or list of products was opened. */
  readonly 'Product List Viewed': {
    readonly list_id?: string;
    readonly category?: string;
    readonly products?: readonly {
      readonly product_id?: string;
      readonly sku?: string;
      readonly name?: string;
      readonly category?: string;
      readonly brand?: string;
      readonly variant?: string;
      readonly price?: number;
      readonly currency?: string;
      readonly quantity?: number;
      readonly coupon?: string;
      readonly position?: number;
      readonly url?: string;
      readonly image_url?: string;
    }[];
  };
  /** A product was taken out of the basket. */
  readonly 'Product Removed': {
    readonly cart_id?: string;
    readonly product_id: string;
    readonly sku?: string;
    readonly name?: string;
    readonly category?: string;
    readonly brand?: string;
    readonly variant?: string;
    readonly price?: number;
    readonly currency?: string;
    readonly quantity?: number;
    readonly coupon?: string;
    readonly position?: number;
    readonly url?: string;
    readonly image_url?: string;
  };
  /** A product was taken off a wish list. */
  readonly 'Product Removed from Wishlist': {
    readonly wishlist_id?: string;
    readonly wishlist_name?: string;
    readonly product_id: string;
    readonly sku?: string;
    readonly name?: string;
    readonly category?: string;
    readonly brand?: string;
    readonly variant?: string;
    readonly price?: number;
    readonly currency?: string;
    readonly quantity?: number;
    readonly coupon?: string;
    readonly position?: number;
    readonly url?: string;
    readonly image_url?: string;
  };
  /** A customer reviewed a product. */
  readonly 'Product Reviewed': {
    readonly product_id: string;
    readonly review_id?: string;
    /** What the customer wrote. */
    readonly review_body?: Token;
    readonly rating?: string | number;
  };
  /** A customer told somebody about a product. */
  readonly 'Product Shared': {
    readonly share_via?: string;
    /** What the customer wrote. */
    readonly share_message?: Token;
    /** Whom it was sent to; somebody else, who is never contacted. */
    readonly recipient?: Token;
    readonly product_id: string;
    readonly sku?: string;
    readonly name?: string;
    readonly category?: string;
    readonly brand?: string;
    readonly variant?: string;
    readonly price?: number;
    readonly url?: string;
    readonly image_url?: string;
  };
  /** A product page was opened. */
  readonly 'Product Viewed': {
    readonly product_id: string;
    readonly sku?: string;
    readonly name?: string;
    readonly category?: string;
    readonly brand?: string;
    readonly variant?: string;
    readonly price?: number;
    readonly currency?: string;
    readonly quantity?: number;
    readonly coupon?: string;
    readonly position?: number;
    readonly url?: string;
    readonly image_url?: string;
    /** Price times quantity. */
    readonly value?: number;
  };
  /** Somebody searched the shop. */
  readonly 'Products Searched': {
    /** What was searched for. */
    readonly query?: string;
  };
  /** A customer became part of another, whose members then name it, or was erased. */
  readonly 'Profile Removed': {
    readonly person: string;
    readonly life: number;
    readonly version: number;
  };
  /** What differs in a customer's profile from the version before; a large change comes in several parts. */
  readonly 'Profile Updated': {
    readonly person: string;
    readonly life: number;
    readonly version: number;
    /** Everything there is: what is older than this version is gone. */
    readonly whole: boolean;
    readonly members?: readonly string[];
    /** Null where a trait was taken away. */
    readonly traits: Readonly<Record<string, Json>>;
    readonly consent: Readonly<Record<string, Json>>;
    readonly audiences: Readonly<Record<string, Json>>;
  };
  /** A promotion was clicked. */
  readonly 'Promotion Clicked': {
    readonly promotion_id?: string;
    readonly name?: string;
    readonly creative?: string;
    /** Where it stood, for example home_banner_top. */
    readonly position?: string;
  };
  /** A promotion was seen on a page or screen. */
  readonly 'Promotion Viewed': {
    readonly promotion_id?: string;
    readonly name?: string;
    readonly creative?: string;
    /** Where it stood, for example home_banner_top. */
    readonly position?: string;
  };
  /** A push message arrived. */
  readonly 'Push Notification Received': {
    readonly campaign?: {
      readonly name?: string;
      readonly source?: string;
      readonly medium?: string;
      readonly term?: string;
      readonly content?: string;
    };
  };
  /** A push message was tapped. */
  readonly 'Push Notification Tapped': {
    /** Which button, Open where there is one. */
    readonly action?: string;
    readonly campaign?: {
      readonly name?: string;
      readonly source?: string;
      readonly medium?: string;
      readonly term?: string;
      readonly content?: string;
    };
  };
  /** A till printed or sent a receipt. */
  readonly 'Receipt Issued': {
    readonly receipt_id: string;
    readonly order_id?: string;
    readonly store_id?: string;
    readonly till?: string;
    /** Number of the till user, never a name. */
    readonly cashier?: string;
    readonly currency?: string;
    readonly total?: number;
    /** Kind of payment, never a number. */
    readonly paid_with?: string;
  };
  /** A screen call from the mobile app. */
  readonly 'Screen Viewed': {
    readonly name?: string;
    readonly category?: string;
    /** Of the app. */
    readonly app_version?: string;
    readonly campaign_name?: string;
    readonly campaign_source?: string;
    readonly campaign_medium?: string;
    readonly campaign_term?: string;
    readonly campaign_content?: string;
  };
  /** A customer came into a segment or onto a list of audiences/. */
  readonly 'Segment Entered': {
    readonly person: string;
    readonly segment: string;
    readonly kind: 'segment' | 'list';
    readonly life: number;
    /** Of the customer; within a life the highest one counts. */
    readonly version: number;
  };
  /** A customer left a segment or a list of audiences/. */
  readonly 'Segment Left': {
    readonly person: string;
    readonly segment: string;
    readonly kind: 'segment' | 'list';
    readonly life: number;
    /** Of the customer; within a life the highest one counts. */
    readonly version: number;
  };
  /** Somebody wrote to us on a social network. */
  readonly 'Social Message Received': {
    readonly handle: Token;
    readonly text: Token;
    readonly network?: string;
    readonly conversation_id?: string;
    /** Added at the edge from platform/topics.yaml. */
    readonly topics?: readonly string[];
    /** The first of topics. */
    readonly topic?: string;
  };
  /** The app greeted a customer in a store. */
  readonly 'Store Entered': {
    readonly store_id: string;
  };
  /** The app said goodbye to a customer in a store. */
  readonly 'Store Left': {
    readonly store_id: string;
    /** Time spent in the store. */
    readonly minutes?: number;
  };
  /** A vendor that failed takes messages again. */
  readonly 'Vendor Circuit Closed': {
    readonly vendor: string;
    readonly why: 'probe';
    readonly at: string;
    readonly requests?: number;
    readonly failed?: number;
  };
  /** So much failed at a vendor that nothing more is sent until one request has got through; or it wants no more (gone). */
  readonly 'Vendor Circuit Opened': {
    readonly vendor: string;
    readonly why: 'failures' | 'gone';
    readonly at: string;
    readonly requests?: number;
    readonly failed?: number;
    readonly probeAt?: string;
  };
  /** A product went from a wish list into the basket. */
  readonly 'Wishlist Product Added to Cart': {
    readonly wishlist_id?: string;
    readonly wishlist_name?: string;
    readonly cart_id?: string;
    readonly product_id: string;
    readonly sku?: string;
    readonly name?: string;
    readonly category?: string;
    readonly brand?: string;
    readonly variant?: string;
    readonly price?: number;
    readonly currency?: string;
    readonly quantity?: number;
    readonly coupon?: string;
    readonly position?: number;
    readonly url?: string;
    readonly image_url?: string;
  };
}

/** Name of an event in the catalog. */
export type EventName = keyof EventProperties;

/** `<event>/<version>` of the events that only the platform makes. */
export const MADE_SCHEMA = {
  'Erasure Reported': 'Erasure Reported/1-0-0',
  'Message Delivered': 'Message Delivered/1-0-0',
  'Message Failed': 'Message Failed/1-0-0',
  'Message Refused': 'Message Refused/1-0-0',
  'Message Requested': 'Message Requested/1-0-0',
  'Offer Accepted': 'Offer Accepted/1-0-0',
  'Offer Decided': 'Offer Decided/1-0-0',
  'Offer Declined': 'Offer Declined/1-0-0',
  'Offer Presented': 'Offer Presented/1-0-0',
  'Profile Removed': 'Profile Removed/1-0-0',
  'Profile Updated': 'Profile Updated/1-0-0',
  'Segment Entered': 'Segment Entered/1-0-0',
  'Segment Left': 'Segment Left/1-0-0',
  'Vendor Circuit Closed': 'Vendor Circuit Closed/1-0-0',
  'Vendor Circuit Opened': 'Vendor Circuit Opened/1-0-0',
} as const satisfies Partial<Record<EventName, string>>;
export type MadeEvent = keyof typeof MADE_SCHEMA;
