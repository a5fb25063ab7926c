/** What has names in the workspace: an editor completes them, `check` refuses others. */
export type KnownName =
  | 'team'
  | 'purpose'
  | 'goal'
  | 'channel'
  | 'vendor'
  | 'event'
  | 'rememberedEvent'
  | 'goalEvent'
  | 'trait'
  | 'segment'
  | 'list'
  | 'audience'
  | 'source'
  | 'identifierType'
  | 'layout'
  | 'image'
  | 'language';

/** Metadata of a key that holds such a name, with what an editor says of the key. */
export const named = (names: KnownName, description: string) => ({ description, 'x-names': names }) as const;
