import type { Json } from '../../../contracts/event';
import { effectsOf, tellsSomething } from '../../../lambdas/domain/effects';
import { edgeEvent, testRules } from '../../support/profile-events';

const effects = (event: string, properties: Record<string, Json>) =>
  effectsOf(edgeEvent({ id: 1, event, at: '2026-11-27T10:00:00.000Z', by: ['user_id:u'], properties }), testRules());

describe('effectsOf', () => {
  it('makes every property of an identify a trait', () => {
    expect(effects('Customer Identified', { language: 'en', size: null }).traits).toEqual([
      ['language', 'en'],
      ['size', null],
    ]);
  });

  it('sets the traits that the catalog lists', () => {
    expect(effects('Order Completed', { order_id: 'o1', total: 3 }).traits).toEqual([['last_order', 'o1']]);
    expect(effects('Order Completed', {}).traits).toEqual([]);
  });

  it('remembers the properties that the catalog lists, those of items as a sorted list', () => {
    const products = [{ category: 'Shoes' }, { category: 'Coats' }, { category: 'Shoes' }, { category: { no: 1 } }];
    expect(effects('Order Completed', { products }).remember).toEqual({
      event: 'Order Completed',
      where: { category: ['Coats', 'Shoes'] },
    });
    expect(effects('Product Viewed', { category: 'Coats' }).remember?.where).toEqual({ category: 'Coats' });
    expect(effects('Product Viewed', { category: 'x'.repeat(201) }).remember?.where).toEqual({});
    expect(effects('Page Viewed', { category: 'Coats' }).remember).toBeUndefined();
  });

  it.each<[string, Record<string, Json>, object | undefined]>([
    [
      'Consent Granted',
      { purpose: 'offers', channel: 'email', noticeVersion: '3' },
      { name: 'offers/email', status: 'granted', noticeVersion: '3' },
    ],
    ['Consent Withdrawn', { purpose: 'offers', channel: 'email' }, { name: 'offers/email', status: 'denied' }],
    ['Consent Withdrawn', {}, { name: '*/*', status: 'denied' }],
    ['Consent Withdrawn', { purpose: 7, channel: '' }, { name: '*/*', status: 'denied' }],
    ['Consent Granted', { purpose: 'offers' }, undefined],
    ['Consent Granted', { purpose: 'a/b', channel: 'c' }, undefined],
  ])('reads %s %j as consent', (event, properties, consent) => {
    expect(effects(event, properties).consent).toEqual(consent);
  });

  it('puts a person on a list and takes them off', () => {
    expect(effects('List Joined', { list: 'staff' }).list).toEqual({ list: 'staff', member: true });
    expect(effects('List Left', { list: 'staff' }).list).toEqual({ list: 'staff', member: false });
    expect(effects('List Left', { list: 7 }).list).toBeUndefined();
  });

  it('knows an event that leaves no trace, and one that the catalog no longer has', () => {
    expect(tellsSomething(effects('Page Viewed', { url: '/' }))).toBe(false);
    expect(tellsSomething(effects('Gone', { a: 1 }))).toBe(false);
    expect(tellsSomething(effects('Product Viewed', {}))).toBe(true);
  });
});
