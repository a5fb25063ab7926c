/** How bad a finding is: an error blocks, a warning is shown, an info only explains. */
export type Severity = 'error' | 'warning' | 'info';

/** The one shape for every mistake in a file: where it is, what is wrong and how to mend it. */
export interface Finding {
  /** Stable dotted code, for example `vendor.notApproved`; has a page under docs/findings/. */
  readonly code: string;
  readonly severity: Severity;
  /** Path relative to the project, with forward slashes. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based. */
  readonly column: number;
  /** Where in the document, for example `channels.use[0].vendor`. */
  readonly path: string;
  /** What was found and what is allowed. */
  readonly message: string;
  /** What to do about it. */
  readonly fix: string;
  /** Page that explains the code, relative to the project. */
  readonly docs: string;
}
