import type { Finding } from '../../../../contracts/finding';
import { IMPORT_CODES, type openReceipt, type Receipt, type Scanned } from '../../../import';
import { docsPage } from '../../../workspace';
import type { Answer } from '../../answer';
import { table } from '../../table';

/** Rows that were right by the files here and that the stage did not let in: it runs another version of them. */
const refusedRows = ({ file, rejected }: Receipt, rejectedFile: string): readonly Finding[] => {
  const count = Object.values(rejected).reduce((sum, rows) => sum + rows, 0);
  if (count === 0) return [];
  return [
    {
      code: 'import.refused',
      severity: IMPORT_CODES['import.refused'],
      file,
      line: 1,
      column: 1,
      path: '',
      message: `the edge did not let in ${count} rows: ${Object.keys(rejected).join(', ')}`,
      fix: `Mend the rows in ${rejectedFile}, or deploy what they need, and import that file.`,
      docs: docsPage('import.refused'),
    },
  ];
};

/** What came of an import, with where its receipt and its rejected rows lie. */
export const reportReceipt = (
  receipt: Receipt,
  { receiptFile, rejectedFile }: ReturnType<typeof openReceipt>,
  { findings }: Scanned,
  what: string,
): Answer => {
  const rejected = Object.entries(receipt.rejected).map(([code, count]) => [code, String(count)]);
  return {
    findings: [...findings.told, ...refusedRows(receipt, rejectedFile)],
    data: { ...receipt, receiptFile, ...(rejected.length === 0 ? {} : { rejectedFile }) },
    lines: [
      `${receipt.file} ${what}: ${receipt.accepted} of ${receipt.rows} rows accepted by the edge.`,
      ...(rejected.length === 0 ? [] : [...table(['not let in', 'rows'], rejected), `These rows: ${rejectedFile}`]),
      `Receipt: ${receiptFile}`,
    ],
  };
};
