import type { ChannelUse, LaunchDefinition } from '../../contracts/decision';
import type { LayoutModule } from '../../contracts/layout';
import type { PlatformConfig } from '../../contracts/platform-config';
import type { PersonView } from '../../contracts/profile';

/** One message that is to be shown: an offer, a channel, a language and a person. */
export interface PreviewRequest {
  readonly definition: LaunchDefinition;
  readonly offer: string;
  readonly use: ChannelUse;
  /** With `language` as a trait, so that it is chosen as it is for a customer. */
  readonly view: PersonView;
  /** The person's values by token. */
  readonly values: ReadonlyMap<string, string>;
  readonly layouts: LayoutModule;
  readonly platform: PlatformConfig;
  /** ISO 8601. */
  readonly now: string;
}

/** Words as the person sees them; `html` only where the layout has it. */
export interface ShownMessage {
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
}

/** A field as it leaves us. */
export interface SentField {
  readonly field: string;
  readonly value: string;
}

/** What leaves us, byte for byte. */
export interface Sent {
  /** Name of the vendor, or of the channel that asked. */
  readonly to: string;
  readonly request: string;
  readonly contentType: string;
  readonly body: string;
  /** Of the person; none for a channel that knows its customer. */
  readonly fields: readonly SentField[];
}

/** What run time makes of a request. `refused`: the stable code with which nothing is sent or shown. */
export type Rendering =
  | { readonly refused: string }
  | { readonly refused?: never; readonly message: ShownMessage; readonly sent: Sent };

/** Run time's own code, handed in by `bin/`: what is previewed is what is sent. */
export interface PreviewCode {
  readonly render: (request: PreviewRequest) => Promise<Rendering>;
}
