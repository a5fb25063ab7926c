import type { PiiKind } from '../../contracts/event';
import type { Vendor } from '../../contracts/vendor';
import type { ErasureRequest } from './erasure-message';
import type { ScanPorts } from './erasure-scan';
import type { ErasureState } from './erasure-state';
import type { PublishEvents } from './ports/bus';
import type { Clock, WallClock } from './ports/clocks';
import type {
  EndPerson,
  EndStrand,
  ForgetAttempts,
  ForgetDecisions,
  ForgetLedger,
  ForgetOwned,
  ForgetPayloads,
  ForgetPerson,
  ForgetStrand,
  ForgetValues,
  HashValue,
  ReadPointers,
  ReadReports,
  SaveView,
  Suppress,
} from './ports/rights';
import type { ProfileRules } from './profile-rules';

/** Everything that an erasure reads and deletes. */
export interface ErasurePorts extends ScanPorts {
  readonly hashValue: HashValue;
  readonly suppress: Suppress;
  readonly forgetOwned: ForgetOwned;
  readonly forgetPayloads: ForgetPayloads;
  readonly forgetValues: ForgetValues;
  readonly readPointers: ReadPointers;
  readonly endPerson: EndPerson;
  readonly endStrand: EndStrand;
  readonly saveView: SaveView;
  readonly forgetStrand: ForgetStrand;
  readonly forgetPerson: ForgetPerson;
  readonly forgetLedger: ForgetLedger;
  readonly forgetDecisions: ForgetDecisions;
  readonly forgetAttempts: ForgetAttempts;
  readonly readReports: ReadReports;
  /** Puts a request in a vendor's delivery queue. */
  readonly askVendor: (request: ErasureRequest) => Promise<void>;
  readonly publishEvents: PublishEvents;
  readonly readKey: () => Promise<string>;
  /** Business time: what an approval goes by. */
  readonly clock: Clock;
  readonly wallClock: WallClock;
}

/** What an erasure goes by. */
export interface ErasureSettings {
  readonly rules: ProfileRules;
  /** Kind of an identifier type's values. */
  readonly kindOf: (type: string) => PiiKind | undefined;
  readonly vendors: readonly Vendor[];
  /** How long a vendor has to confirm, in seconds. */
  readonly vendorSeconds: number;
  /** How often their answers are looked for. */
  readonly pollSeconds: number;
  /** Longer than tokens are kept warm and functions live: after it nothing that was under way can still write. */
  readonly settleSeconds: number;
}

/** A state after a step; `waitSeconds` where nothing can be done before. */
export interface Advanced {
  readonly state: ErasureState;
  readonly waitSeconds?: number;
}

/** A step; it may fail at any point and be done again, with the same end. */
export type Step = (
  ports: ErasurePorts,
  settings: ErasureSettings,
  state: ErasureState,
) => Promise<ErasureState | Advanced>;

/** Seconds from one time to another, both ISO 8601. */
export const secondsSince = (at: string | undefined, now: Date): number =>
  (now.getTime() - Date.parse(at ?? '')) / 1000;
