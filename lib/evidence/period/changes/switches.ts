import type { TrailKind, TrailRecord } from '../../../../contracts/trail';

/** A switch of a launch that somebody threw, as the audit trail tells it. */
export interface Switch {
  readonly id: string;
  readonly sequence: number;
  readonly at: string;
  readonly kind: SwitchKind;
  readonly action: TrailKind;
  readonly launch: string;
  readonly by: string;
  readonly plan: string | undefined;
  readonly hash: string | undefined;
  readonly state: string | undefined;
  /** Whose approvals whoever made it live went by. */
  readonly approvedBy: readonly string[];
  /** What of its row is not as it was, where that is neither its state nor what speaks. */
  readonly changed: readonly string[];
}

/** `go-live` and `resume` need approvals, `stop` needs none, `row` should not be. */
export type SwitchKind = 'go-live' | 'resume' | 'stop' | 'row';

const KINDS: Readonly<Partial<Record<TrailKind, SwitchKind>>> = {
  'launch.live': 'go-live',
  'launch.resumed': 'resume',
  'launch.paused': 'stop',
  'launch.ended': 'stop',
  'launch.removed': 'stop',
  'launch.changed': 'row',
};

/** Every switch of a launch in a trail, in its order. */
export const switchesOf = (records: readonly TrailRecord[]): readonly Switch[] =>
  records.flatMap(({ kind: action, about: launch, sequence, at, by, details }) => {
    const kind = KINDS[action];
    if (kind === undefined) return [];
    const text = (name: string): string | undefined => (typeof details[name] === 'string' ? details[name] : undefined);
    const list = (name: string): readonly string[] => (Array.isArray(details[name]) ? details[name].map(String) : []);
    return [
      {
        ...{ id: `trail-${sequence}`, sequence, at, kind, action, launch, by },
        ...{ plan: text('plan'), hash: text('hash'), state: text('state') },
        ...{ approvedBy: list('approvedBy'), changed: list('changed') },
      },
    ];
  });
