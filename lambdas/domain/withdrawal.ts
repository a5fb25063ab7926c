import { PLATFORM_EVENT } from '../../contracts/names';
import { type Call, type Fields, isFields } from './call';
import { isSafeMessageId } from './message-id';
import { own } from './record';

/**
 * A withdrawal by less and less of what it says, for one that is not well-formed: nothing that is wrong with it may keep it
 * from being heard, and what cannot be read of purpose or channel means all of them. Empty for every other call.
 */
export const plainWithdrawals = ({ model: _, ...call }: Call): readonly Call[] => {
  if (call.event !== PLATFORM_EVENT.consentWithdrawn) return [];
  const parts = [['purpose', 'channel'], ['purpose'], ['channel'], []];
  return [call, ...parts.map((names) => ({ ...call, properties: members(call.properties, names) }))];
};

/** An item of a request that withdraws consent, without the parts that could not be read; undefined for every other item. */
export const readableWithdrawal = (item: Fields): Fields | undefined => {
  if (own(item, 'event') !== PLATFORM_EVENT.consentWithdrawn) return undefined;
  const [context, properties, messageId] = [own(item, 'context'), own(item, 'properties'), own(item, 'messageId')];
  const traits = isFields(context) ? own(context, 'traits') : undefined;
  return {
    event: PLATFORM_EVENT.consentWithdrawn,
    properties: isFields(properties) ? properties : {},
    ...(typeof messageId === 'string' && isSafeMessageId(messageId) ? { messageId } : {}),
    ...identifiers(item),
    ...(isFields(traits) ? { context: { traits } } : {}),
  };
};

const members = (fields: Fields, names: readonly string[]): Fields =>
  Object.fromEntries(names.flatMap((name) => (own(fields, name) === undefined ? [] : [[name, own(fields, name)]])));

const identifiers = (item: Fields): Fields =>
  Object.fromEntries(
    ['userId', 'anonymousId'].flatMap((name) => {
      const value = own(item, name);
      return typeof value === 'string' || Number.isSafeInteger(value) ? [[name, value]] : [];
    }),
  );
