/** How a command of the project's own command line ended. */
export interface Said {
  readonly code: number;
  /** Standard output: data where `--json` was asked for. */
  readonly out: string;
  /** What it told on the way. */
  readonly err: string;
}

/** GitHub's REST API, as far as the steps need it; paths begin behind the repository. */
export interface Forge {
  /** All pages of a list. */
  readonly all: (path: string) => Promise<readonly unknown[]>;
  readonly send: (method: 'POST' | 'PATCH', path: string, body: object) => Promise<unknown>;
}

/** What a step works with. Its code is the protected branch's; of a pull request it gets files to read. */
export interface Ports {
  /** Folder of the project that is spoken of. */
  readonly root: string;
  /** A variable that must be set; throws `StepError`. */
  readonly env: (name: string) => string;
  readonly tandem: (...words: readonly string[]) => Promise<Said>;
  /** What git answers in that folder; throws where it fails. */
  readonly git: (...args: readonly string[]) => string;
  readonly forge: Forge;
  readonly now: () => Date;
  readonly say: (line: string) => void;
  /** Says what others wrote, so that no line of it is a command to whoever runs the step. */
  readonly quote: (text: string) => void;
}

/** What the caller of a step has to mend: exit code 2. */
export class StepError extends Error {
  public override readonly name = 'StepError';
}
