import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { decide } from '../../../lambdas/domain/decide';
import { recordedInputs } from '../../../lambdas/domain/recorded-inputs';
import { decode, encode } from '../../../lambdas/stores/codec';
import { DECISION_DICTIONARIES, DECISION_DICTIONARY } from '../../../lambdas/stores/decision-dictionary';
import { decisionOf, inputs, launch } from '../../support/decision-fixtures';
import { heavyInputs } from '../../support/heavy-person';

describe('what items hold', () => {
  it('comes back as it was, in the same bytes each time', () => {
    const value = { a: 'ü', b: [1, null, true] };
    expect(decode(encode(value))).toEqual(value);
    expect(Buffer.from(encode(value)).equals(Buffer.from(encode(value)))).toBe(true);
  });

  it.each([
    ['no bytes', 'text'],
    ['no deflated bytes', Buffer.from('not deflated')],
    ['no JSON', deflateRawSync('{')],
    ['something that would fill the memory', deflateRawSync(Buffer.alloc(17 * 1024 * 1024))],
  ])('is refused where it is %s', (_case, body) => {
    expect(() => decode(body)).toThrow(expect.objectContaining({ code: 'store.corrupt', retryable: false }));
  });
});

describe('the dictionary of decisions', () => {
  const dictionary = DECISION_DICTIONARIES[DECISION_DICTIONARY];
  const kept = { decision: decisionOf(), inputs: recordedInputs(inputs([launch('coats'), launch('tea')])) };

  it('makes a decision half as large, and gives it back', () => {
    const small = encode(kept, dictionary);
    expect(small.byteLength).toBeLessThan(encode(kept).byteLength / 2);
    expect(decode(small, dictionary)).toEqual(kept);
  });

  it('keeps the decision of somebody of whom much is known within a write unit, its key and attributes included', () => {
    const made = heavyInputs('dec_0123456789abcdefghijAB');
    const { decision } = decide(made);
    expect(decision.chosen).toHaveLength(1);
    const { byteLength } = encode({ decision, inputs: recordedInputs(made) }, dictionary);
    expect(byteLength).toBeLessThan(850);
  });

  it('reads what was written without one', () => {
    expect(decode(encode(kept), dictionary)).toEqual(kept);
  });

  it('never changes: decisions kept for ninety days are read with it', () => {
    const hashes = Object.values(DECISION_DICTIONARIES).map((bytes) =>
      createHash('sha256').update(bytes).digest('hex'),
    );
    expect(hashes).toEqual(['e610050d2d63f1e837383526ca93be41bafdffcca51e6df8148ca45192ce8e08']);
  });
});
