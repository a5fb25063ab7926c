import type { Outbound } from '../../../contracts/vendor-outbound';
import { checkBatch } from '../../../lib/workspace/checks/vendor-batch';
import { outboundVendor } from '../../support/decision-fixtures';

const found = (over: Partial<Outbound>) =>
  checkBatch(outboundVendor(over)).map(({ code, path, message }) => [code, path.join('.'), message]);
const entry = { to: '{{ to.email }}', id: '{{ messageId }}' };
const json = (members: NonNullable<Outbound['body']>['members']) => ({ as: 'json', members }) as const;

describe('checkBatch', () => {
  it.each<{ case: string; over: Partial<Outbound> }>([
    { case: 'no batch', over: { body: json({ a: '{{ to.email }}' }) } },
    { case: 'a list of messages as they are', over: { batch: { most: 5 } } },
    { case: 'a body that is the list', over: { batch: { most: 5 }, body: json(entry) } },
    {
      case: 'a member that is the list, beside what is the same for all',
      over: { batch: { most: 5, list: 'mails' }, body: json({ from: 'us@shop.example', mails: [entry] }) },
    },
    {
      case: 'an id deep inside',
      over: { batch: { most: 5, list: 'mails' }, body: json({ mails: [{ args: [{ id: 'm-{{ messageId }}' }] }] }) },
    },
  ])('finds nothing in $case', ({ over }) => {
    expect(found(over)).toEqual([]);
  });

  it.each<{ case: string; over: Partial<Outbound>; path: string; message: RegExp }>([
    {
      case: 'a list that the body does not have',
      over: { batch: { most: 5, list: 'mail' }, body: json({ mails: [entry] }) },
      path: 'outbound.batch.list',
      message: /"mail" is not a member of the body/,
    },
    {
      case: 'a list without a body',
      over: { batch: { most: 5, list: 'mails' } },
      path: 'outbound.batch.list',
      message: /"mails" is not a member of the body/,
    },
    {
      case: 'a list that is one message',
      over: { batch: { most: 5, list: 'mails' }, body: json({ mails: entry }) },
      path: 'outbound.batch.list',
      message: /"mails" is not a member of the body/,
    },
    {
      case: 'a list with two entries',
      over: { batch: { most: 5, list: 'mails' }, body: json({ mails: [entry, entry] }) },
      path: 'outbound.batch.list',
      message: /"mails" is not a member of the body/,
    },
    {
      case: 'a customer’s value beside the list',
      over: { batch: { most: 5, list: 'mails' }, body: json({ subject: ['{{ content.headline }}'], mails: [entry] }) },
      path: 'outbound.body.members.subject',
      message: /"subject" differs from message to message/,
    },
    {
      case: 'messages that do not say which one they are',
      over: { batch: { most: 5, list: 'mails' }, body: json({ id: 'x', mails: [{ to: '{{ to.email }}' }] }) },
      path: 'outbound.batch',
      message: /do not say which one they are/,
    },
    {
      case: 'a form',
      over: { batch: { most: 5 }, body: { as: 'form', members: { Id: '{{ messageId }}' } } },
      path: 'outbound.batch',
      message: /a form holds one message/,
    },
  ])('finds $case', ({ over, path, message }) => {
    expect(found(over)).toEqual([['vendor.batch', path, expect.stringMatching(message)]]);
  });
});
