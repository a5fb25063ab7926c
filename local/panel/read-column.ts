import { join } from 'node:path';
import { asyncBufferFromFile, parquetMetadataAsync, parquetRead } from 'hyparquet';

// Milliseconds at once: a Date for each of 1.5 million rows would cost more than the column.
const parsers = { timestampFromNanoseconds: (nanos: bigint) => Number(nanos / 1_000_000n) };

/**
 * One numeric or time column of a table as a typed array. Column by column, because rows as objects need a gigabyte.
 * 64-bit integers of the panel all fit a double.
 */
export const readNumbers = async (folder: string, table: string, column: string): Promise<Float64Array> => {
  const file = await asyncBufferFromFile(join(folder, `${table}.parquet`));
  const metadata = await parquetMetadataAsync(file);
  const values = new Float64Array(Number(metadata.num_rows));
  await parquetRead({
    file,
    metadata,
    parsers,
    columns: [column],
    onPage: ({ columnData, rowStart }) => {
      for (let i = 0; i < columnData.length; i += 1) values[rowStart + i] = Number(columnData[i]);
    },
  });
  return values;
};

/** A small table as rows; times are epoch milliseconds, 64-bit integers are numbers. */
export const readRows = async (folder: string, table: string): Promise<Record<string, string | number | null>[]> => {
  const file = await asyncBufferFromFile(join(folder, `${table}.parquet`));
  let rows: Record<string, unknown>[] = [];
  await parquetRead({
    file,
    parsers,
    rowFormat: 'object',
    onComplete: (all) => {
      rows = all;
    },
  });
  return rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)])));
};

const plain = (value: unknown): string | number | null => {
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'string' || typeof value === 'number') return value;
  return null;
};
