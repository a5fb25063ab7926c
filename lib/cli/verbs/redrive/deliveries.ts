import type { Answer } from '../../answer';
import { refuse } from '../../answer';
import type { DeadLetter } from '../../aws/dead-letters';
import { fileFinding } from '../../codes';
import type { Context } from '../../context';
import { table } from '../../table';

/** Which messages are meant; each that is left out means any. */
export interface DeliveriesRequest {
  readonly vendor?: string;
  readonly launch?: string;
  readonly reason?: string;
  /** ISO 8601. */
  readonly since?: string;
  readonly apply?: boolean;
}

/** What a dead letter says of itself; the queue puts messages aside, too, that no function could read or finish. */
interface Put {
  readonly launch: string;
  readonly reason: string;
  readonly at: string;
  /** As it goes back. */
  readonly body: string;
}

/** Reason of what the queue itself put aside. */
const RECEIPTS = 'receipts';

/** Shows what could not be delivered, and why; with `apply` lets the gateway try again, under the same ids and all its checks. */
export const redriveDeliveries = async (context: Context, asked: DeliveriesRequest): Promise<Answer> => {
  const vendors = vendorsOf(context);
  if (asked.vendor !== undefined && !vendors.includes(asked.vendor)) {
    const file = `platform/vendors/${asked.vendor}.yaml`;
    return refuse(
      fileFinding(
        'vendor.notInRegistry',
        file,
        `there is no vendor "${asked.vendor}" that is sent to`,
        'Check the name.',
      ),
    );
  }
  const { deadLetters } = await context.services();
  const tally = new Map<string, { readonly row: readonly string[]; messages: number; since: string }>();
  let hidden = 0;
  for (const vendor of asked.vendor === undefined ? vendors : [asked.vendor]) {
    hidden += await deadLetters.visit(vendor, (letter) => {
      const put = putOf(letter);
      if (!isMeant(put, asked)) return undefined;
      const row = [vendor, put.launch, put.reason];
      const before = tally.get(row.join('\n'));
      const since = before !== undefined && before.since < put.at ? before.since : put.at;
      tally.set(row.join('\n'), { row, messages: (before?.messages ?? 0) + 1, since });
      return asked.apply === true ? put.body : undefined;
    });
  }
  return report([...tally.values()], { hidden, applied: asked.apply === true });
};

const vendorsOf = ({ workspace }: Context): readonly string[] =>
  (workspace().workspace?.vendors ?? []).flatMap(({ vendor, outbound }) => (outbound === undefined ? [] : [vendor]));

const isMeant = ({ launch, reason, at }: Put, asked: DeliveriesRequest): boolean =>
  (asked.launch === undefined || asked.launch === launch) &&
  (asked.reason === undefined || asked.reason === reason) &&
  (asked.since === undefined || asked.since <= at);

type Fields = Readonly<Record<string, unknown>>;
const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value !== null ? (value as Fields) : {});
const textOf = (value: unknown, otherwise: string): string => (typeof value === 'string' ? value : otherwise);

const parsed = (body: string): Fields => {
  try {
    return fieldsOf(JSON.parse(body));
  } catch {
    // What nobody can read is shown as what it is: put aside by its queue.
    return {};
  }
};

const putOf = ({ body, at }: DeadLetter): Put => {
  const { dead, dueAt: _due, ...held } = parsed(body);
  const { request, detail } = held;
  const launch = textOf(fieldsOf(request ?? fieldsOf(detail).properties).launch, '-');
  const { reason, attempts, at: since } = fieldsOf(dead);
  if (typeof reason !== 'string') return { launch, reason: RECEIPTS, at, body };
  // The schedule starts again after the attempts that were made.
  return { launch, reason, at: textOf(since, at), body: JSON.stringify({ ...held, since: Number(attempts) }) };
};

interface Tally {
  readonly row: readonly string[];
  readonly messages: number;
  readonly since: string;
}

const report = (
  tallies: readonly Tally[],
  { hidden, applied }: { readonly hidden: number; readonly applied: boolean },
): Answer => {
  const messages = tallies.reduce((sum, one) => sum + one.messages, 0);
  const rows = [...tallies].sort((a, b) => b.messages - a.messages);
  return {
    data: {
      messages,
      redriven: applied ? messages : 0,
      hidden,
      tallies: rows.map(({ row: [vendor, launch, reason], ...rest }) => ({ vendor, launch, reason, ...rest })),
    },
    lines: [
      ...(messages === 0
        ? ['No dead letter of a delivery fits.']
        : [
            ...table(
              ['vendor', 'launch', 'reason', 'messages', 'since'],
              rows.map(({ row, messages: count, since }) => [...row, String(count), since]),
            ),
            '',
            applied
              ? `Put back: ${messages}, each under its own id. What is too late or not wanted any more will be refused.`
              : `Put aside: ${messages}, each for 14 days. Let the gateway try again: --apply.`,
          ]),
      ...(hidden === 0
        ? []
        : [`Not seen: about ${hidden}, that somebody else is looking at. Ask again in five minutes.`]),
    ],
  };
};
