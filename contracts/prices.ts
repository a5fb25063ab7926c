import { z } from 'zod';
import type { SendingPrice } from './decision';
import { named } from './known-names';
import { minorDigits } from './minor-units';
import { daySchema, moneySchema } from './quantity';

const PER = { message: 1, '1000 messages': 1000 } as const;

interface PriceText {
  readonly price: string;
  readonly per: keyof typeof PER;
}

const sendingSchema = z
  .strictObject({
    vendor: z.string().meta(named('vendor', 'The vendor that sends. platform/vendors/')),
    channel: z.string().meta(named('channel', 'A push channel. platform/channels.yaml')),
    price: z
      .string()
      .regex(/^\d{1,6}(\.\d{1,6})? [A-Z]{3}$/, 'a price with its ISO 4217 code, for example 0.0079 USD')
      .describe('What the vendor takes: 0.0079 USD.'),
    per: z.enum(['message', '1000 messages']).describe('For one message, or for a thousand.'),
    asOf: daySchema.describe('The day on which the price was looked up.'),
    source: z.string().min(1).describe('Where it stands: a contract, an invoice, a page.'),
  })
  .refine(
    (row) => Number.isInteger(thousandMessages(row).perThousand),
    "a thousand messages cost a whole number of the currency's smallest unit",
  );

/** `platform/prices.yaml`: what sending costs by vendor and channel, and what the platform costs. Each price has its day and its source. */
export const pricesSchema = z.strictObject({
  sending: z.array(sendingSchema).default([]).describe('What vendors take for sending.'),
  platform: z
    .strictObject({
      millionDecisions: moneySchema.describe('What a million decisions cost: 7.76 USD.'),
      millionDeliveries: moneySchema.describe('What a million deliveries cost: 9.64 USD.'),
      asOf: daySchema.describe('The day on which it was measured.'),
      source: z.string().min(1).describe('How it was measured, and from which list of prices.'),
    })
    .optional()
    .describe('What AWS takes. Left out: nobody is told what the platform costs.'),
});
export type Prices = z.infer<typeof pricesSchema>;

/** A price for a thousand messages, in minor units of its currency: `0.0079 USD` per message is 790. */
export const thousandMessages = ({ price, per }: PriceText): SendingPrice => {
  const [amount = '', currency = ''] = price.split(' ');
  const thousand = (Number(amount) * 10 ** minorDigits(currency) * 1000) / PER[per];
  return { perThousand: Number(thousand.toFixed(3)), currency };
};

/** The price that a vendor takes on a channel; undefined where none is on the list. */
export const sendingPrice = ({ sending }: Prices, vendor: string, channel: string): SendingPrice | undefined => {
  const row = [...sending].find((one) => one.vendor === vendor && one.channel === channel);
  return row && thousandMessages(row);
};
