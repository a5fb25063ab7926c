import { topicsOf } from '../../../lambdas/domain/topics';

const topics = [
  { topic: 'checkout-queue', words: ['queue', 'waiting'] },
  { topic: 'out-of-stock', words: ['sold out', 'c++'] },
];

describe('topicsOf', () => {
  it('finds whole words in any case, in the order of the file', () => {
    expect(topicsOf('SOLD  OUT again, and what a Queue!', topics)).toEqual(['checkout-queue', 'out-of-stock']);
  });

  it('does not find a word inside another one', () => {
    expect(topicsOf('queueing, besold outside', topics)).toEqual([]);
  });

  it('takes the signs of a word for what they are', () => {
    expect(topicsOf('my c++ book', topics)).toEqual(['out-of-stock']);
    expect(topicsOf('my ccc book', topics)).toEqual([]);
  });
});
