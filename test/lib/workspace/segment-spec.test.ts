import type { PiiKind } from '../../../contracts/event';
import { edgeSchemas } from '../../../lib/workspace';
import { latestEvents, propertiesOf } from '../../../lib/workspace/catalog';
import { NOW as RECEIVED, shop } from '../../support/edge-fixtures';
import { shippedPlatform, shippedWorkspace } from '../../support/shipped-platform';

const product = 'product_id sku category name brand variant price quantity coupon position url image_url';
const order = 'order_id affiliation revenue shipping tax discount coupon currency products';
const step = 'checkout_id step shipping_method payment_method';
const promotion = 'promotion_id creative name position';
const wishlist = `wishlist_id wishlist_name ${product}`;
const shared = 'share_via share_message recipient';

/** Properties of Segment's ecommerce specification, version 2, and of its calls and mobile lifecycle. */
const SPEC: Readonly<Record<string, string>> = {
  'Products Searched': 'query',
  'Product List Viewed': 'list_id category products',
  'Product List Filtered': 'list_id category filters sorts products',
  'Promotion Viewed': promotion,
  'Promotion Clicked': promotion,
  'Product Clicked': product,
  'Product Viewed': `${product} currency value`,
  'Product Added': `cart_id ${product}`,
  'Product Removed': `cart_id ${product}`,
  'Cart Viewed': 'cart_id products',
  'Checkout Started': `${order} value`,
  'Checkout Step Viewed': step,
  'Checkout Step Completed': step,
  'Payment Info Entered': `${step} order_id`,
  'Order Updated': `${order} total`,
  'Order Completed': `${order} total subtotal checkout_id`,
  'Order Refunded': 'order_id total currency products',
  'Order Cancelled': `${order} total`,
  'Coupon Entered': 'order_id cart_id coupon_id',
  'Coupon Applied': 'order_id cart_id coupon_id coupon_name discount',
  'Coupon Denied': 'order_id cart_id coupon_id coupon_name reason',
  'Coupon Removed': 'order_id cart_id coupon_id coupon_name discount',
  'Product Added to Wishlist': wishlist,
  'Product Removed from Wishlist': wishlist,
  'Wishlist Product Added to Cart': `${wishlist} cart_id`,
  'Product Shared': `${shared} product_id sku category name brand variant price url image_url`,
  'Cart Shared': `${shared} cart_id products`,
  'Product Reviewed': 'product_id review_id review_body rating',
  'Page Viewed': 'name path referrer search title url keywords',
  'Screen Viewed': 'name category',
  'Group Joined':
    'groupId name industry employees plan website description avatar email phone address street city state postal_code country created_at',
  'Identity Aliased': 'previousId',
  'Customer Identified':
    'first_name last_name name email phone age gender birthday title username website avatar description company created_at id address street city state postal_code country',
  'Application Installed': 'version build',
  'Application Opened': 'from_background url referring_application version build',
  'Application Updated': 'previous_version previous_build version build',
  'Application Backgrounded': '',
  'Application Uninstalled': '',
  'Push Notification Received': 'campaign',
  'Push Notification Tapped': 'action campaign',
  'Deep Link Opened': 'provider url',
};
const PRODUCT_LISTS = Object.keys(SPEC).filter((name) => name !== 'Cart Shared' && SPEC[name]?.includes('products'));

const OF_KIND: Readonly<Record<PiiKind, string>> = {
  email: 'ada@households.example',
  phone: '+12025550143',
  name: 'Ada',
  address: '1 Way',
  social: 'ada',
  loyalty: '1234',
  user: 'u1',
  device: 'd1',
  text: 'What Ada said',
};
const OF_FORMAT: Readonly<Record<string, string>> = {
  date: '2026-11-27',
  'date-time': '2026-11-27T12:00:00Z',
  email: 'ada@households.example',
};
type Schema = Readonly<Record<string, unknown>>;

/** A value that a schema of the catalog takes, with every property it declares. */
const sampleOf = (schema: Schema): unknown => {
  const { format, pattern, items, minimum } = schema;
  if (schema['x-pii'] !== undefined) return OF_KIND[schema['x-pii'] as PiiKind];
  if (Array.isArray(schema.enum)) return schema.enum[0];
  if (format !== undefined) return OF_FORMAT[String(format)];
  if (pattern !== undefined) return ['USD', 'en', '7'].find((text) => new RegExp(String(pattern)).test(text));
  switch ([schema.type].flat()[0]) {
    case 'object':
      return Object.fromEntries(Object.entries(propertiesOf(schema)).map(([name, one]) => [name, sampleOf(one)]));
    case 'array':
      return [sampleOf(items as Schema)];
    case 'integer':
    case 'number':
      return minimum ?? 1;
    case 'boolean':
      return true;
    default:
      return 'x';
  }
};

describe('the shipped catalog', () => {
  const workspace = shippedWorkspace();
  const events = new Map(latestEvents(workspace.catalog).map((event) => [event.event, event]));

  it.each(Object.entries(SPEC))('declares %s as Segment does', (name, properties) => {
    const declared = Object.keys(propertiesOf(events.get(name)?.schema ?? {}));

    expect(declared).toEqual(expect.arrayContaining(properties.split(' ').filter((one) => one !== '')));
    expect(events.get(name)?.madeBy).toBe('source');
  });

  it.each(PRODUCT_LISTS)('declares the products of %s', (name) => {
    const { items } = propertiesOf(events.get(name)?.schema ?? {}).products as { items: Schema };

    expect(Object.keys(propertiesOf(items))).toEqual(expect.arrayContaining(product.split(' ')));
  });

  it('names owner, purpose, retention and meaning of every event', () => {
    for (const { event, owner, purpose, retention, description } of events.values()) {
      expect([event, owner, purpose, retention, description].every((text) => (text ?? '') !== '')).toBe(true);
    }
  });

  const { edge, rules } = shippedPlatform();
  const schemas = edgeSchemas(workspace);

  it.each(Object.keys(rules.catalog))('has %s let in with everything that it declares', (name) => {
    const properties = sampleOf(schemas.get(name) ?? {}) as Record<string, unknown>;
    const [source = shop.source] = rules.catalog[name]?.sources ?? [];
    const call = {
      index: 0,
      messageId: 'm1',
      event: name,
      occurredAt: RECEIVED,
      receivedAt: RECEIVED,
      userId: 'u1',
      traits: {},
      properties,
      synthetic: true,
      payload: {},
    };
    const admission = edge({ kind: 'call', call }, { ...shop, source, unknownProperties: 'reject' });

    expect(admission).toMatchObject({ kind: 'accepted', stripped: [] });
    const { places } = (admission as { draft: { places: readonly unknown[] } }).draft;
    expect(places).toHaveLength(Object.keys(rules.catalog[name]?.pii ?? {}).length);
  });
});
