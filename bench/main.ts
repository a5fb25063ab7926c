import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { benches } from './benches';
import type { Row } from './row';

/** `npm run bench [-- <id prefix>]`: measures, prints a table and writes bench/results/latest.json. Exit 1 where a target is missed. */
const main = async (): Promise<void> => {
  const prefix = process.argv[2] ?? '';
  const chosen = benches.filter((bench) => bench.id.startsWith(prefix) || prefix.startsWith(bench.id));
  if (chosen.length === 0) {
    console.error(`No bench starts with "${prefix}". There are: ${benches.map((b) => b.id).join(', ')}.`);
    process.exit(2);
  }
  const rows: Row[] = [];
  for (const bench of chosen) {
    console.error(`measuring ${bench.id} ...`);
    const measured = await bench.run();
    for (const row of measured) if (row.id.startsWith(prefix)) rows.push(row);
  }
  print(rows);
  write(rows, prefix);
  process.exitCode = rows.some((row) => row.ok === false) ? 1 : 0;
};

const print = (rows: readonly Row[]): void => {
  const verdict = (ok: boolean | null) => (ok === null ? '' : ok ? 'ok' : 'MISSED');
  const cells = rows.map((r) => [r.id, r.what, `${r.value.toLocaleString('en')} ${r.unit}`, r.target, verdict(r.ok)]);
  const table = [['id', 'what', 'value', 'target', ''], ...cells];
  const widths = [0, 1, 2, 3, 4].map((i) => Math.max(...table.map((line) => line[i]?.length ?? 0)));
  for (const line of table)
    console.log(
      line
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    );
};

/** A part replaces its own rows and leaves the others as they were measured only in a full run: parts go to a file of their own. */
const write = (rows: readonly Row[], prefix: string): void => {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const [cpu] = cpus();
  const machine = `${cpus().length} x ${cpu?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
  mkdirSync('bench/results', { recursive: true });
  const file = prefix === '' ? 'latest.json' : `part-${prefix.replaceAll(/[^\w.-]/g, '_')}.json`;
  const result = { at: new Date().toISOString(), commit, machine, rows };
  writeFileSync(`bench/results/${file}`, `${JSON.stringify(result, null, 2)}\n`);
};

void main();
