import type { Vendor } from '../../contracts/vendor';
import type { Deployment } from '../deployment';
import { type Act, createLane } from './act';

/** The steps of a rotation, and what became of the vendor's webhooks while they were taken. */
export interface RotationSeen {
  readonly vendor: string;
  readonly accepted: number;
  readonly refused: number;
  readonly steps: readonly { readonly at: string; readonly who: 'IT' | 'vendor'; readonly what: string }[];
}

export interface RotationDeps {
  readonly tandem: Deployment['tandem'];
  /** The newest key of the vendor as the secret store has it now. */
  readonly newestKey: (vendor: Vendor) => Promise<string>;
  /** Answers to the vendor's webhooks so far: HTTP status. */
  readonly answers: () => readonly number[];
  /** From now on the vendor signs with it. */
  readonly signWith: (vendor: Vendor, key: string) => void;
}

const DAY_MS = 86_400_000;

/** IT changes a vendor's key while webhooks keep coming: the vendor is two days late, and nothing is refused. */
export const vendorKeyRotates = (vendor: Vendor, startsAt: number, deps: RotationDeps): Act<RotationSeen> => {
  const lane = createLane();
  const steps: RotationSeen['steps'][number][] = [];
  const did = (at: number, who: 'IT' | 'vendor', what: string): void => {
    steps.push({ at: new Date(at).toISOString(), who, what });
  };
  const rotate = async (at: number): Promise<void> => {
    const answer = JSON.parse(await deps.tandem('vendor', 'rotate', vendor.vendor, '--overlap', '1 second', '--json'));
    did(at, 'IT', String(answer.step));
  };
  const day = (days: number, work: (at: number) => Promise<void>) => {
    const at = startsAt + days * DAY_MS;
    return { name: `key of ${vendor.vendor}`, at, fire: async () => lane.add(() => work(at)) };
  };
  return {
    due: [
      day(1, rotate),
      day(3, async (at) => {
        deps.signWith(vendor, await deps.newestKey(vendor));
        did(at, 'vendor', 'signs with the new key');
      }),
      day(5, rotate),
      day(6, rotate),
    ],
    outcome: async () => {
      await lane.done();
      const answers = deps.answers();
      const refused = answers.filter((status) => status >= 300).length;
      return { vendor: vendor.vendor, accepted: answers.length - refused, refused, steps };
    },
  };
};
