import type { Vendor } from '../../../contracts/vendor';
import { vendorKeyRotates } from '../../../local/acts/rotation';

const vendor = { vendor: 'chirp' } as Vendor;

describe("a change of a vendor's key", () => {
  it('takes its steps in order, the vendor late, and tells them', async () => {
    const done: string[] = [];
    const answers = ['pending-added', 'promoted', 'dropped'];
    const act = vendorKeyRotates(vendor, 0, {
      tandem: async (...words) => {
        done.push(words.slice(0, 3).join(' '));
        return JSON.stringify({ step: answers.shift() });
      },
      answers: () => [202, 202, 401],
      newestKey: async () => 'whsec_new',
      signWith: (_, key) => done.push(`signs with ${key}`),
    });
    for (const { fire } of act.due) await fire();

    const seen = await act.outcome();
    expect(seen).toMatchObject({ vendor: 'chirp', accepted: 2, refused: 1 });
    expect(seen.steps.map(({ who, what }) => `${who} ${what}`)).toEqual([
      'IT pending-added',
      'vendor signs with the new key',
      'IT promoted',
      'IT dropped',
    ]);
    expect(done).toEqual(['vendor rotate chirp', 'signs with whsec_new', 'vendor rotate chirp', 'vendor rotate chirp']);
  });

  it('ends with the first step that fails, and says so', async () => {
    const act = vendorKeyRotates(vendor, 0, {
      tandem: async () => {
        throw new Error('refused');
      },
      answers: () => [],
      newestKey: async () => 'x',
      signWith: () => undefined,
    });
    for (const { fire } of act.due) await fire();
    await expect(act.outcome()).rejects.toThrow('refused');
  });
});
