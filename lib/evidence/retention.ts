import { z } from 'zod';
import { buildModel, type ModelResource } from '../governance/analysis/model';
import { asMap, asText } from '../governance/analysis/template';
import { KEPT_ITEMS } from './kept-items';
import type { StageTemplates } from './stacks';

export const retentionSchema = z.strictObject({
  store: z.string(),
  kind: z.enum(['table', 'archive', 'queue', 'log group']),
  holds: z.string(),
  personal: z.enum(['plain', 'pseudonymous', 'none']).describe('pseudonymous: tokens; the vault alone knows whose.'),
  until: z.string(),
  from: z.string().describe('Construct path of what says so in a template; or code, for items of tables.'),
});
export type Retention = z.infer<typeof retentionSchema>;

/** Until when every store of a stage keeps what it holds: its templates say it, and of items of tables the code that stores them. */
export const retentionOf = (templates: StageTemplates): readonly Retention[] => {
  const model = buildModel(templates.stacks);
  const named = (resource: ModelResource) => ({ store: shortName(resource, templates.prefix), from: resource.where });
  return [
    ...model
      .ofType('AWS::DynamoDB::GlobalTable', 'AWS::DynamoDB::Table')
      .flatMap((table) => itemsOf(named(table).store, endsItems(table))),
    ...model.ofType('AWS::Events::Archive').map(
      (archive): Retention => ({
        ...named(archive),
        kind: 'archive',
        holds: 'events as they entered, with tokens',
        personal: 'pseudonymous',
        until: days(archive.props.RetentionDays),
      }),
    ),
    ...model.ofType('AWS::SQS::Queue').map(
      (queue): Retention => ({
        ...named(queue),
        kind: 'queue',
        holds: 'messages that wait, with tokens',
        personal: 'pseudonymous',
        // AWS's default where a template says nothing.
        until: days(Number(asText(queue.props.MessageRetentionPeriod) ?? 345_600) / 86_400),
      }),
    ),
    ...model.ofType('AWS::Logs::LogGroup').map(
      (group): Retention => ({
        ...named(group),
        kind: 'log group',
        holds: 'what code and services write of their work',
        personal: 'none',
        until: days(group.props.RetentionInDays),
      }),
    ),
  ].sort((a, b) => compare(a.kind, b.kind) || compare(a.store, b.store) || compare(a.holds, b.holds));
};

/** A table without a description of its items would be left out of the record in silence. */
const itemsOf = (store: string, ends: boolean): readonly Retention[] => {
  const items = KEPT_ITEMS.filter((one) => one.store === store);
  if (items.length === 0) throw new Error(`lib/evidence/kept-items.ts says nothing of what table "${store}" keeps.`);
  return items.map(({ keys: _keys, ...item }) => ({
    kind: 'table',
    ...item,
    until: ends || !/days|minutes/.test(item.until) ? item.until : `for good: the table has no time to live`,
    from: 'code',
  }));
};

const endsItems = ({ props }: ModelResource): boolean => asMap(props.TimeToLiveSpecification).Enabled === true;

const shortName = ({ name }: ModelResource, prefix: string): string => {
  const last = name.replace(/^\/aws\/(lambda|vendedlogs|apigateway)\//, '');
  return last.startsWith(prefix) ? last.slice(prefix.length) : name;
};

const days = (count: unknown): string => (typeof count === 'number' ? `${count} days` : 'for good');

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
