/** Written by the build from platform/: what handlers know of the platform. */
declare module '#platform' {
  import type { PlatformConfig } from '../../contracts/platform';

  const platform: PlatformConfig;
  // biome-ignore lint/style/noDefaultExport: esbuild gives a JSON module as default export.
  export default platform;
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
