import { type ErasureAnswer, HOLDINGS } from '../../../../contracts/subject-rights';
import { table } from '../../table';

/** A receipt for people: what was held and is left, who was told, what remains and until when. */
export const receiptLines = ({ receipt: proof, genuine }: ErasureAnswer): readonly string[] => {
  const done = proof.step === 'done';
  return [
    `receipt ${proof.receipt} · ${done ? 'done' : `at step "${proof.step}"`}${signature(genuine)}`,
    `asked for by ${proof.askedBy}; events up to ${proof.erasedAt} stay out for good`,
    `identifiers erased: ${counts(proof.identifiers)}${shared(proof.shared)}`,
    '',
    ...table(
      ['store', 'held', 'came late', 'left'],
      HOLDINGS.map((holding) => [
        holding,
        String(proof.held[holding]),
        String(proof.late[holding]),
        proof.rescan === undefined ? 'not read again yet' : String(proof.rescan.left[holding]),
      ]),
    ),
    '',
    ...table(
      ['vendor', 'outcome', 'requests', 'status', 'agreement', 'why'],
      proof.vendors.map(({ vendor, outcome, attempts, status, agreement, reason }) => [
        vendor,
        outcome,
        String(attempts),
        status === undefined ? '' : String(status),
        agreement,
        reason ?? '',
      ]),
    ),
    '',
    ...proof.remains.map(({ where, what, until }) => `${where}, until ${until.slice(0, 10)}: ${what}`),
    ...(proof.retries === 0 ? [] : [`steps begun again after a failure: ${proof.retries}`]),
    ...(done ? [] : [`look again: npx tandem customer erase --receipt ${proof.receipt}`]),
  ];
};

const signature = (genuine: boolean | undefined): string => {
  if (genuine === undefined) return '';
  return genuine ? ' · signed, and genuine' : ' · ITS SIGNATURE DOES NOT HOLD';
};

const counts = (byType: Readonly<Record<string, number>>): string =>
  Object.entries(byType)
    .map(([type, count]) => `${type} ${count}`)
    .join(', ') || 'none';

const shared = (byType: Readonly<Record<string, number>>): string =>
  Object.keys(byType).length === 0 ? '' : `; kept, because another customer has them, too: ${counts(byType)}`;
