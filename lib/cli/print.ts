import type { Answer } from './answer';
import { findingText } from './finding-text';

/** Options that every verb has. */
export interface Options {
  readonly stage?: string;
  readonly json?: boolean;
  readonly asOf?: Date;
}

interface StageLine {
  readonly stage: string;
  readonly account: string;
  readonly realCustomers: boolean;
}

/** Shows an answer: the stage first, so that nobody mistakes production for a trial. */
export const printAnswer = (
  answer: Answer,
  options: Options,
  where: StageLine | undefined,
  out: (text: string) => void,
): void => {
  if (answer.raw !== undefined) {
    out(answer.raw);
    return;
  }
  if (options.json === true) {
    const place = where && { stage: where.stage, account: where.account, realCustomers: where.realCustomers };
    out(JSON.stringify({ ...place, ...answer.data, findings: answer.findings ?? [] }, null, 2));
    return;
  }
  if (where !== undefined) out(stageLine(where));
  for (const finding of answer.findings ?? []) out(`\n${findingText(finding, answer.sources ?? new Map())}`);
  if (answer.lines !== undefined) out(`\n${answer.lines.join('\n')}`);
};

const stageLine = ({ stage, account, realCustomers }: StageLine): string =>
  `stage ${stage} · account ${account} · REAL CUSTOMERS: ${realCustomers ? 'yes' : 'no'}`;
