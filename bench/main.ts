import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
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

const LATEST = 'bench/results/latest.json';

interface Results {
  readonly at: string;
  readonly commit: string;
  readonly machine: string;
  readonly rows: readonly (Row & { readonly measured?: { readonly at: string; readonly commit: string } })[];
}

/** A part puts its rows in the place of those measured before; a row from an earlier run says when and at which commit. */
const write = (rows: readonly Row[], prefix: string): void => {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const [cpu] = cpus();
  const machine = `${cpus().length} x ${cpu?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
  const kept = prefix === '' ? [] : earlier().filter(({ id }) => !id.startsWith(prefix));
  const order = (id: string): number => benches.findIndex((bench) => id.startsWith(bench.id));
  const all = [...rows, ...kept].sort((a, b) => order(a.id) - order(b.id));
  mkdirSync('bench/results', { recursive: true });
  const result: Results = { at: new Date().toISOString(), commit, machine, rows: all };
  writeFileSync(LATEST, `${JSON.stringify(result, null, 2)}\n`);
};

const earlier = (): Results['rows'] => {
  if (!existsSync(LATEST)) return [];
  const { at, commit, rows } = JSON.parse(readFileSync(LATEST, 'utf8')) as Results;
  return rows.map((row) => ({ measured: { at, commit }, ...row }));
};

void main();
