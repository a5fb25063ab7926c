import type { VendorField } from './vendor';

/** Name of a field that a vendor may receive, however it is to be written. */
export const fieldName = (field: VendorField): string => (typeof field === 'string' ? field : field.field);

/** Names of the fields that a vendor receives as they are; copy can only speak of these. */
export const plainFields = (fields: readonly VendorField[]): readonly string[] =>
  fields.filter((field) => typeof field === 'string');

/** Values that a body template may use, beside `to.<field>` for the fields of the vendor. */
export const BODY_VALUES = [
  'messageId',
  'decisionId',
  'launch',
  'offer',
  'channel',
  'requestedAt',
  'notAfter',
  'message.subject',
  'message.html',
  'message.text',
  'content.headline',
  'content.body',
  'content.code',
  'content.link.label',
  'content.link.to',
  'content.image.file',
  'content.image.alt',
  'unsubscribe.url',
  'unsubscribe.list',
  'unsubscribe.post',
] as const;
