import type { AttributeValue, DynamoDBRecord } from 'aws-lambda';
import type { TrailFact } from '../../../contracts/trail';
import { changeFacts } from '../../../lambdas/domain/switch-facts';
import { controlChange } from '../../../lambdas/stores/control-stream';

type Row = Readonly<Record<string, string | boolean | readonly string[]>>;

const attribute = (value: Row[string]): AttributeValue => {
  if (typeof value === 'boolean') return { BOOL: value };
  return typeof value === 'string' ? { S: value } : { L: value.map((one) => ({ S: one })) };
};
const imageOf = (row: Row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, attribute(value)]));
const changed = (pk: string, sk: string, was: Row | undefined, is: Row | undefined, id = 'e1'): DynamoDBRecord => ({
  eventID: id,
  dynamodb: {
    ApproximateCreationDateTime: Date.parse('2026-11-27T12:00:00.000Z') / 1000,
    Keys: { pk: { S: pk }, sk: { S: sk } },
    ...(was === undefined ? {} : { OldImage: imageOf({ pk, sk, ...was }) }),
    ...(is === undefined ? {} : { NewImage: imageOf({ pk, sk, ...is }) }),
  },
});

const noted = (...records: readonly DynamoDBRecord[]): readonly TrailFact[] =>
  records.flatMap((record) => changeFacts(controlChange(record)));

const live = {
  state: 'live',
  hash: 'h1',
  plan: 'p1',
  approvedBy: ['ada', 'bob'],
  by: 'cleo',
  at: 't1',
  liveSince: 't1',
};
const launch = (was: Row | undefined, is: Row | undefined) => changed('LAUNCHES', 'coats', was, is);

describe('what a change of the control table tells the audit trail', () => {
  it('tells of a launch that goes live, under which plan and by whose approval', () => {
    expect(noted(launch(undefined, live))).toEqual([
      {
        id: 'control:e1',
        kind: 'launch.live',
        at: '2026-11-27T12:00:00.000Z',
        by: 'cleo',
        about: 'coats',
        details: { state: 'live', hash: 'h1', plan: 'p1', approvedBy: ['ada', 'bob'], liveSince: 't1' },
      },
    ]);
  });

  it.each<[string, Row | undefined, Row | undefined, string]>([
    ['pauses', live, { ...live, state: 'paused', by: 'ada', at: 't2' }, 'launch.paused'],
    ['goes on', { ...live, state: 'paused' }, { ...live, at: 't3' }, 'launch.resumed'],
    ['ends', live, { ...live, state: 'ended', by: 'tandem', reason: 'over' }, 'launch.ended'],
    ['goes live with another definition', live, { ...live, hash: 'h2', at: 't2' }, 'launch.live'],
    [
      'goes live under another plan after a pause',
      { ...live, state: 'paused' },
      { ...live, plan: 'p2' },
      'launch.live',
    ],
    ['says other approvers without going live', live, { ...live, approvedBy: ['eve'] }, 'launch.changed'],
    ['loses its row', live, undefined, 'launch.removed'],
  ])('tells of a launch that %s', (_case, was, is, kind) => {
    expect(noted(launch(was, is)).map((fact) => fact.kind)).toEqual([kind]);
  });

  it('names what somebody changed in a row without throwing a switch', () => {
    const [fact] = noted(launch(live, { ...live, approvedBy: ['eve'] }));
    expect(fact?.details.changed).toEqual(['approvedBy']);
  });

  it.each<[string, DynamoDBRecord]>([
    ['what the sweeper notes of an end', launch(live, { ...live, offSince: 't', closedAt: 't' })],
    ['a mark of a webhook', changed('HOOK#mailhub#m1', 'MARK', undefined, { state: 'done' })],
    ['another use of a key', changed('HOOK#mailhub', 'KEY#k1', { last: 't1' }, { last: 't2' })],
    ['a rate', changed('RATE#mailhub', 'S', undefined, { n: '1' })],
    ['its own head', changed('TRAIL', 'HEAD', undefined, { hash: 'h' })],
    ['a pause of what is paused', changed('GLOBAL', 'PAUSE', { paused: true, by: 'a' }, { paused: true, by: 'b' })],
  ])('says nothing of %s', (_case, record) => {
    expect(noted(record)).toEqual([]);
  });

  it.each<[string, DynamoDBRecord, Partial<TrailFact>]>([
    [
      'pauses everything',
      changed('GLOBAL', 'PAUSE', undefined, { paused: true, by: 'ada', reason: 'fire' }),
      { kind: 'platform.paused', by: 'ada', details: { reason: 'fire' } },
    ],
    [
      'lets go on',
      changed('GLOBAL', 'PAUSE', { paused: true }, { paused: false, by: 'ada' }),
      { kind: 'platform.resumed' },
    ],
    [
      'deletes the pause',
      changed('GLOBAL', 'PAUSE', { paused: true }, undefined),
      { kind: 'platform.resumed', by: 'unknown' },
    ],
    [
      'suspends a vendor',
      changed('VENDOR#mailhub', 'STATE', undefined, { state: 'suspended', by: 'ada' }),
      { kind: 'vendor.suspended', about: 'mailhub' },
    ],
    [
      'revokes a vendor',
      changed('VENDOR#mailhub', 'STATE', { state: 'active' }, { state: 'revoked', by: 'ada', ticket: 'SEC-1' }),
      { kind: 'vendor.revoked', details: { ticket: 'SEC-1' } },
    ],
    [
      'deletes a vendor’s row',
      changed('VENDOR#mailhub', 'STATE', { state: 'revoked' }, undefined),
      { kind: 'vendor.reinstated' },
    ],
    [
      'writes a word that is none',
      changed('VENDOR#mailhub', 'STATE', undefined, { state: 'Active' }),
      { kind: 'vendor.suspended' },
    ],
    [
      'is the first to sign by a key',
      changed('HOOK#mailhub', 'KEY#k2', undefined, { last: 't' }),
      { kind: 'webhook-key.first-used', about: 'mailhub', by: 'mailhub', details: { key: 'k2' } },
    ],
  ])('tells of somebody who %s', (_case, record, fact) => {
    expect(noted(record)).toMatchObject([fact]);
  });

  it.each([
    ['budget spent on 2026-11-27 09:00', 'budget spent on 2026-11-27 09:00'],
    ['call +44 20 7946 0958', '[withheld]'],
    ['card 4111111111111111', '[withheld]'],
  ])('shows the reason %j as %j', (reason, shown) => {
    expect(noted(launch(live, { ...live, state: 'paused', reason }))[0]?.details.reason).toBe(shown);
  });

  it('keeps what operators should not have written out of a trail that nobody can clean', () => {
    const reason = 'ada@shoppers.test complained';
    const [fact] = noted(launch(live, { ...live, state: 'paused', reason }));
    expect(fact?.details.reason).toBe('[withheld]');
  });

  it('takes what a function told as it stands, once it is written and not when it ends', () => {
    const told = { id: 'access:1', kind: 'personal-data.read', at: 't', by: 'desk', about: 'sub_1', details: {} };
    const row = { body: JSON.stringify({ ...told, email: 'ada@shoppers.test' }) };
    expect(noted(changed('TELL#access:1', 'FACT', undefined, row))).toEqual([told]);
    expect(noted(changed('TELL#access:1', 'FACT', row, undefined))).toEqual([]);
  });
});
