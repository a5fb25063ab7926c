import { z } from 'zod';
import { WITHDRAWAL_WAITS, WITHDRAWALS_APPLIED, type WithdrawalWait } from '../../../contracts/withdrawal-waits';
import { METRICS_NAMESPACE } from '../../blocks/governed-function';
import { hashOf } from '../artifacts';
import type { RecordSource } from './input';

/** Withdrawals of consent as CloudWatch counted them. */
export interface WithdrawalsExport {
  readonly counts: readonly WithdrawalCount[];
  /** Whether CloudWatch gave all that it was asked for. */
  readonly complete: boolean;
  readonly source: RecordSource;
}

/** How many took effect on a day, by how long they took. */
export interface WithdrawalCount {
  /** First moment of the day, ISO 8601. */
  readonly at: string;
  readonly within: WithdrawalWait;
  readonly withdrawals: number;
}

const DAY_SECONDS = 86_400;
const WAITS = Object.keys(WITHDRAWAL_WAITS) as readonly WithdrawalWait[];

/** What `aws cloudwatch get-metric-data` is asked for: one series a class, called by it, summed up by day. */
export const withdrawalQueries = (): readonly object[] =>
  WAITS.map((within, index) => ({
    Id: `w${index}`,
    Label: within,
    MetricStat: {
      Metric: {
        Namespace: METRICS_NAMESPACE,
        MetricName: WITHDRAWALS_APPLIED,
        Dimensions: [
          { Name: 'service', Value: 'update-profile' },
          { Name: 'within', Value: within },
        ],
      },
      Period: DAY_SECONDS,
      Stat: 'Sum',
    },
  }));

const answerSchema = z.object({
  MetricDataResults: z.array(
    z
      .object({
        Label: z.enum(WAITS as [WithdrawalWait, ...WithdrawalWait[]]),
        Timestamps: z.array(z.iso.datetime({ offset: true })),
        Values: z.array(z.number().min(0)),
        StatusCode: z.string(),
      })
      .refine(({ Timestamps, Values }) => Timestamps.length === Values.length, 'a value for each time'),
  ),
});

/** Reads the answer of `get-metric-data`; undefined where it is none, or one to another question. */
export const withdrawalsIn = (text: string): WithdrawalsExport | undefined => {
  const parsed = answerSchema.safeParse(jsonOf(text));
  if (!parsed.success) return undefined;
  const { MetricDataResults: results } = parsed.data;
  const answered = new Set(results.map(({ Label }) => Label));
  return {
    counts: results.flatMap(({ Label, Timestamps, Values }) =>
      Timestamps.map((at, index) => ({
        at: new Date(at).toISOString(),
        within: Label,
        withdrawals: Values[index] ?? 0,
      })),
    ),
    complete: answered.size === WAITS.length && results.every(({ StatusCode }) => StatusCode === 'Complete'),
    source: {
      name: 'CloudWatch',
      query: `aws cloudwatch get-metric-data --start-time <from> --end-time <to> --metric-data-queries '${JSON.stringify(withdrawalQueries())}'`,
      sha256: hashOf(text),
    },
  };
};

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};
