import type { Finding } from '../../contracts/finding';

/** What a verb has to say: lines for people, data for programs, findings for both. Findings of severity error make exit code 1. */
export interface Answer {
  readonly lines?: readonly string[];
  readonly data?: Readonly<Record<string, unknown>>;
  readonly findings?: readonly Finding[];
  /** The machine or the stage is not fit for work: exit code 2. */
  readonly broken?: boolean;
  /** It is true whichever stage was named, so that none is shown above it. */
  readonly ofNoStage?: boolean;
  /** Shown instead of everything else, as it is. */
  readonly raw?: string;
  /** Texts of files, for showing a finding's line. */
  readonly sources?: ReadonlyMap<string, string>;
}

/** A refusal. */
export const refuse = (...findings: readonly Finding[]): Answer => ({ findings });

/** 1 where anything is an error, else 0. */
export const exitCode = (answer: Answer): 0 | 1 => (answer.findings?.some((one) => one.severity === 'error') ? 1 : 0);
