import type { Vendor } from '../../../contracts/vendor';
import type { BodyValue, OutboundBody } from '../../../contracts/vendor-outbound';
import { say } from '../../messages';
import { bodyEngine } from '../copy-engine';
import type { Draft } from '../draft';
import type { Path } from '../locate';

/** What would make one request for several messages say the wrong thing of one of them, or not tell them apart. */
export const checkBatch = ({ outbound }: Vendor): readonly Draft[] => {
  const { batch, body } = outbound ?? {};
  if (batch === undefined) return [];
  if (batch.list === undefined) return body === undefined ? [] : checkMessages(body, body.members);
  const path: Path = ['outbound', 'batch', 'list'];
  const listed = body?.members[batch.list];
  if (body === undefined || !Array.isArray(listed) || listed.length !== 1) {
    return [{ ...say('vendor.batch.list', { list: batch.list }), path }];
  }
  const shared = Object.entries(body.members).filter(
    ([name, value]) => name !== batch.list && valuesIn(value).size > 0,
  );
  return [
    ...checkMessages(body, listed),
    ...shared.map(([name]) => ({
      ...say('vendor.batch.shared', { name, list: batch.list ?? '' }),
      path: ['outbound', 'body', 'members', name],
    })),
  ];
};

const checkMessages = ({ as }: OutboundBody, message: BodyValue): readonly Draft[] => {
  const path: Path = ['outbound', 'batch'];
  if (as === 'form') return [{ ...say('vendor.batch.form'), path }];
  return valuesIn(message).has('messageId') ? [] : [{ ...say('vendor.batch.id'), path }];
};

/** Names that the texts of a body ask for; `checkBody` tells of texts that do not parse. */
const valuesIn = (value: BodyValue): ReadonlySet<string> => {
  if (typeof value !== 'object') return new Set(typeof value === 'string' ? namesIn(value) : []);
  const parts: readonly BodyValue[] = Array.isArray(value) ? (value as readonly BodyValue[]) : Object.values(value);
  return new Set(parts.flatMap((part) => [...valuesIn(part)]));
};

const namesIn = (text: string): readonly string[] => {
  try {
    return bodyEngine.globalFullVariablesSync(text);
  } catch {
    return [];
  }
};
