import type { DataFlow, FlowEdge, FlowNode } from '../../../../lib/evidence/data-flow-schema';
import { overviewOf } from '../../../../lib/evidence/drawing/overview-parts';
import { functionsByRoom, keepsPlain, storesOf, waysOf } from '../../../../lib/evidence/drawing/rooms';

const node = (kind: FlowNode['kind'], name: string, more: Partial<FlowNode> = {}): FlowNode => ({
  id: name,
  kind,
  name,
  ...more,
});
const way = (from: string, to: string, personal: FlowEdge['personal'], what = ['messages']): FlowEdge => ({
  from,
  to,
  what,
  personal,
});

const FLOW: DataFlow = {
  nodes: [
    node('caller', 'shop', { caller: 'source' }),
    node('caller', 'desk', { caller: 'token' }),
    node('entry', 'events'),
    node('entry', 'rights'),
    ...['send', 'take-in', 'count', 'answer', 'decide', 'erase'].map((name) => node('function', name)),
    node('transport', 'queue'),
    node('store', 'tokens', { storage: 'table' }),
    node('store', 'values', { storage: 'table' }),
    node('recipient', 'vendor'),
  ],
  edges: [
    way('shop', 'events', 'plain', ['email', 'name']),
    way('events', 'take-in', 'plain'),
    way('desk', 'rights', 'plain'),
    way('rights', 'answer', 'plain'),
    way('take-in', 'values', 'plain', ['writes']),
    way('take-in', 'queue', 'pseudonymous'),
    way('queue', 'decide', 'pseudonymous'),
    way('decide', 'tokens', 'pseudonymous', ['writes']),
    way('tokens', 'count', 'pseudonymous', ['is read']),
    way('values', 'erase', 'plain', ['is read']),
    way('values', 'send', 'plain', ['is read']),
    way('send', 'vendor', 'plain', ['email']),
  ],
};
const WAYS = waysOf(FLOW);

describe('rooms', () => {
  it('are told by who reaches a function and what passes it, in the order in which data does', () => {
    const rooms = [...functionsByRoom(FLOW, WAYS)].map(([room, own]) => [room, own.map(({ name }) => name)]);
    expect(rooms).toEqual([
      ['intake', ['take-in']],
      ['tokens', ['decide', 'count']],
      ['opens', ['erase']],
      ['answers', ['answer']],
      ['sends', ['send']],
    ]);
  });

  it('have those stores first in which personal data lie as they are', () => {
    expect(storesOf(FLOW, WAYS).map((store) => [store.name, keepsPlain(store, WAYS)])).toEqual([
      ['values', true],
      ['tokens', false],
    ]);
  });
});

describe('overviewOf', () => {
  const { rooms, bars } = overviewOf(FLOW);
  const room = (title: string) => rooms.find((one) => one.title === title);

  it('says who is outside of a room, and what passes', () => {
    expect(room('Takes in')?.outside).toEqual({
      title: 'Who sends',
      lines: ['Own sources: shop'],
      passes: 'email, name',
      personal: 'plain',
      inward: true,
    });
    expect(room('Sends out')?.outside).toEqual(expect.objectContaining({ lines: ['vendor: email'], inward: false }));
    expect(room('Works on tokens alone')?.outside).toBeUndefined();
  });

  it('joins rooms to bars by every way between a function and what lies below', () => {
    const joined = rooms.flatMap(({ joints }) => joints.flatMap(({ writes, reads }) => [...writes, ...reads]));
    const below = new Set(bars.flatMap(({ nodes }) => nodes.map(({ id }) => id)));
    const expected = FLOW.edges.filter(({ from, to }) => below.has(from) || below.has(to));
    expect(new Set(joined.map(({ edge }) => edge))).toEqual(new Set(expected));
  });
});
