import type { PiiKind } from '../../contracts/event';
import type { PlatformConfig } from '../../contracts/platform-config';

/** One call in the shape of Segment's API, as it is sent to `POST /v1/batch`. */
export interface ImportCall {
  readonly type: 'identify' | 'track';
  readonly event?: string;
  /** ISO 8601, UTC. */
  readonly timestamp: string;
  readonly userId?: string;
  readonly anonymousId?: string;
  readonly traits?: Readonly<Record<string, unknown>>;
  readonly context?: { readonly traits: Readonly<Record<string, unknown>> };
  readonly properties?: Readonly<Record<string, unknown>>;
}

/** What the edge would say of a call, without a stage. */
export interface EdgeJudge {
  /** Whether a value can be spelt as personal data of a kind. */
  readonly spells: (kind: PiiKind, value: unknown) => boolean;
  /** Personal data in a text that declares none: `card-number`, `e-mail` or `phone`. */
  readonly stray: (text: string) => string | undefined;
  /** Reason code and detail (names only) where the edge would not let the call in, received at `receivedAt` (milliseconds). */
  readonly verdict: (
    call: ImportCall,
    receivedAt: number,
  ) => { readonly reason: string; readonly detail: string } | undefined;
}

/**
 * The edge's own code, handed in by whoever starts the command line: `lib` knows handlers by path only, and an import that
 * judged by a copy of the rules would promise what the edge then refuses.
 */
export interface EdgeCode {
  /** Compiles the rules for what a source sends. Throws for a source that sources.yaml does not name. */
  readonly judge: (
    config: Pick<PlatformConfig, 'sources' | 'identity' | 'topics' | 'catalog'>,
    source: string,
    validators: Readonly<Record<string, (properties: unknown) => boolean>>,
  ) => EdgeJudge;
  /** The one text of a JSON value: the same for the same content. */
  readonly canonicalJson: (value: unknown) => string;
  /** The write key of a source, from the stage's secret. */
  readonly writeKey: (master: string, source: string, version: number) => string;
}
