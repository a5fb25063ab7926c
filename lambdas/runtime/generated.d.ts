/** Written by the build from platform/: what handlers know of the platform. A function carries only what it names. */
declare module '#platform' {
  import type { PlatformConfig } from '../../contracts/platform-config';

  export const organisation: PlatformConfig['organisation'];
  export const sources: PlatformConfig['sources'];
  export const identity: PlatformConfig['identity'];
  export const topics: PlatformConfig['topics'];
  export const signals: PlatformConfig['signals'];
  export const purposes: PlatformConfig['purposes'];
  export const vendors: PlatformConfig['vendors'];
  export const webhookSchemes: PlatformConfig['webhookSchemes'];
  export const channels: PlatformConfig['channels'];
  export const testers: PlatformConfig['testers'];
  export const decision: PlatformConfig['decision'];
  export const quiet: PlatformConfig['quiet'];
  export const catalog: PlatformConfig['catalog'];
  export const outcomeEvents: PlatformConfig['outcomeEvents'];
  export const audiences: PlatformConfig['audiences'];
  export const computedTraits: PlatformConfig['computedTraits'];
}

/** Written by the build from platform/events/: one compiled validator an event. */
declare module '#catalog' {
  export interface ValidationError {
    readonly instancePath: string;
    readonly schemaPath: string;
    readonly keyword: string;
    readonly params: Readonly<Record<string, unknown>>;
    readonly message?: string;
  }
  export interface Validator {
    (properties: unknown): boolean;
    errors?: readonly ValidationError[] | null;
  }
  export const validators: Readonly<Record<string, Validator>>;
}

/** Written by the build from brand/: layouts, compiled, for channels that vendors serve and for those that ask. */
declare module '#layouts' {
  import type { LayoutModule } from '../../contracts/layout';

  export const push: LayoutModule['push'];
  export const pull: LayoutModule['pull'];
}
