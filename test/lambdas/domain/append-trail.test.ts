import { trailKey } from '../../../contracts/trail';
import { createAppendTrail } from '../../../lambdas/domain/append-trail';
import { batchText, chained, genesisOf, TrailBrokenError } from '../../../lambdas/domain/trail-chain';
import { createMemoryChain } from '../../support/memory-trail';

const fact = (id: string) => ({
  id,
  kind: 'vendor.suspended' as const,
  at: '2026-11-27T12:00:00.000Z',
  by: 'ada',
  about: 'mailhub',
  details: {},
});
const wallClock = (): Date => new Date('2026-11-27T12:00:01.000Z');
const open = () => {
  const chain = createMemoryChain();
  return { chain, append: createAppendTrail({ ...chain.ports, wallClock }, 'prod') };
};

describe('appending to the audit trail', () => {
  it('writes a batch as canonical JSON, a line each, chained from the stage’s own beginning', async () => {
    const { chain, append } = open();
    expect(await append([fact('a'), fact('b'), fact('a')])).toBe(2);
    const text = chain.objects.get(trailKey(1)) ?? '';
    const [first, second] = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(Object.keys(first ?? {})).toEqual([...Object.keys(first ?? {})].sort());
    expect([first?.sequence, first?.previous, second?.previous]).toEqual([1, genesisOf('prod').hash, first?.hash]);
    expect(genesisOf('prod').hash).not.toBe(genesisOf('dev').hash);
  });

  it('writes nothing for what it has', async () => {
    const { chain, append } = open();
    await append([fact('a')]);
    expect([await append([fact('a')]), await append([]), chain.objects.size]).toEqual([0, 0, 1]);
  });

  it.each([
    ['that starts another chain', batchText(chained(genesisOf('dev'), [fact('x')], 't'))],
    ['with a bit turned', batchText(chained(genesisOf('prod'), [fact('x')], 't')).replace('mailhub', 'mailhug')],
    ['that is no JSON', 'nonsense\n'],
    ['that is empty', ''],
    ['with other blanks', batchText(chained(genesisOf('prod'), [fact('x')], 't')).replace('{', '{ ')],
    ['without the end of its line', batchText(chained(genesisOf('prod'), [fact('x')], 't')).trimEnd()],
  ])('goes no further over a batch %s', async (_case, text) => {
    const { chain, append } = open();
    chain.objects.set(trailKey(1), text);
    await expect(append([fact('a')])).rejects.toThrow(TrailBrokenError);
    expect([chain.objects.size, chain.head()]).toEqual([1, undefined]);
  });

  it('gives up, to be tried again, where others never let it write', async () => {
    const { chain } = open();
    const append = createAppendTrail({ ...chain.ports, putBatch: async () => 'busy', wallClock }, 'prod');
    await expect(append([fact('a')])).rejects.toMatchObject({ code: 'trail.contended', retryable: true });
  });
});
