/**
 * What `rebuild-profiles` is asked, a page at a time. `people`: each person worked out anew from its history. `late`: events
 * that came too late to be told from duplicates, each where the profile itself proves that it was not counted.
 */
export interface RebuildTask {
  readonly task: 'people' | 'late';
  /** Whether what differs is written. */
  readonly apply: boolean;
  /** Of the page before. @default - from the first one on */
  readonly cursor?: string;
}

/** Outcome -> how often. Of people also `differs: <part>`: what of their profile is not what their history gives. */
export type RebuildCounts = Readonly<Record<string, number>>;

export interface RebuildPage {
  readonly counts: RebuildCounts;
  /** Set while there is more. */
  readonly cursor?: string;
}
