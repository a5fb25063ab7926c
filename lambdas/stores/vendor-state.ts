import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { VendorState } from '../../contracts/vendor';
import type { ReadVendorState } from '../domain/ports/webhooks';
import type { Key, Table } from './table';

/** Item of the control table that says what IT thinks of a vendor beside its file. */
export const vendorStateItem = (vendor: string): Key => ({ pk: `VENDOR#${vendor}`, sk: 'STATE' });

/** The state in a vendor's item; a vendor without one is active, and what is not one of the words is read as closed. */
export const vendorStateOf = (item: Readonly<Record<string, unknown>> | undefined): VendorState => {
  if (item === undefined || item.state === 'active') return 'active';
  return item.state === 'revoked' ? 'revoked' : 'suspended';
};

/** Reads a vendor's state from the control table, strongly consistent. */
export const createReadVendorState =
  ({ client, table }: Pick<Table, 'client' | 'table'>): ReadVendorState =>
  async (vendor) => {
    const { Item: item } = await client.send(
      new GetCommand({ TableName: table, Key: vendorStateItem(vendor), ConsistentRead: true }),
    );
    return vendorStateOf(item);
  };
