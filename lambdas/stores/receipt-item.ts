import type { ConsentReceipt } from '../../contracts/profile';
import { encode } from './codec';

/** The item of an entry of the consent log. It has no time to live: proof lasts as long as the person. */
export const receiptItem = (receipt: ConsentReceipt) => ({
  pk: `S#${receipt.strand}`,
  sk: `CLOG#${receipt.at}#${receipt.key}`,
  body: encode(receipt),
});
