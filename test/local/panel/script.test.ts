import { type Step, writeScript } from '../../../local/panel/script';
import { panelOf, type Row } from './fixtures';

const order = (basket: number, household: number, at: string, product = 1): Row => ({ basket, household, at, product });
const ROWS: readonly Row[] = [
  order(1, 2, '2017-09-01T15:00:00Z'),
  order(2, 4, '2017-10-02T15:00:00Z', 2),
  order(3, 2, '2017-11-01T15:00:00Z'),
  order(4, 2, '2017-11-20T05:02:00Z'),
  order(5, 4, '2017-11-21T15:00:00Z'),
  order(6, 2, '2017-11-24T22:00:00Z'),
];
const WEEK = { households: 10, from: '2017-11-20', to: '2017-11-26' };
const steps = (options = WEEK): Step[] => [...writeScript(panelOf(ROWS), options).steps()];
const calls = (all: readonly Step[]) => all.flatMap((step) => (step.kind === 'call' ? [step.call] : []));

describe('the script of a replay', () => {
  it('is the same, byte for byte, every time it is written', () => {
    expect(JSON.stringify(steps())).toBe(JSON.stringify(steps()));
  });

  it('comes in time order, a question of a channel before the event of the same moment', () => {
    const all = steps();
    const times = all.map(({ at }) => at);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times.length).toBeGreaterThan(10);
  });

  it('tells each household’s history before the window, and no order of it', () => {
    const traits = calls(steps()).find(({ call }) => call.messageId === 'panel-traits-2')?.call.traits;
    expect(traits).toMatchObject({
      orders_90d: 2,
      last_order_on: '2026-11-04',
      first_order_on: '2026-09-04',
      favourite_department: 'PASTRY',
    });
  });

  it('replays only the orders of the window', () => {
    const orders = calls(steps()).filter(({ call }) => call.event === 'Order Completed');
    expect(orders.map(({ call }) => call.messageId)).toEqual(['order-4', 'order-5', 'order-6']);
  });

  it('marks everything made up, and nothing of the panel', () => {
    const ofPanel = calls(steps()).filter(({ source }) => source === 'panel');
    const madeUp = calls(steps()).filter(({ source }) => source !== 'panel');
    expect(ofPanel.map(({ call }) => call.context)).toEqual(ofPanel.map(() => undefined));
    expect(madeUp.map(({ call }) => call.context)).toEqual(madeUp.map(() => ({ synthetic: true })));
  });

  it('keeps to the sample', () => {
    const [only, ...others] = writeScript(panelOf(ROWS), { ...WEEK, households: 1 }).households;
    expect(others).toEqual([]);
    const people = new Set(calls(steps({ ...WEEK, households: 1 })).map(({ household }) => household));
    expect(people).toEqual(new Set([only]));
  });

  it('never asks or greets on the day before the order', () => {
    const monday = Date.parse('2026-11-23T05:00:00Z');
    const early = steps().filter(({ at }) => at < monday);
    expect(early.filter(({ kind }) => kind === 'ask')).toEqual([]);
  });
});
