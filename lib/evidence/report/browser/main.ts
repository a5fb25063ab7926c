import { inflated } from './inflate';
import { matching, type Query, type Rows, shownRow, unpacked } from './query';
import { cellsOf, element } from './row-view';
import { View } from './view';

/** More than this many rows are no longer paper; the page then says so first, and where the rest is. */
const PRINTED = 10_000;

const byId = <Kind extends HTMLElement>(id: string): Kind => {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`The page has no ${id}.`);
  return found as Kind;
};

/** Makes the register of the page one that can be searched. Without it the page keeps the tables that it was written with. */
const start = async (): Promise<void> => {
  const rows = unpacked(await inflated(byId('rows-data').textContent ?? ''));
  const form = byId<HTMLFormElement>('filters');
  byId('rows-static').hidden = true;
  byId('rows-live').hidden = false;
  const view = new View(rows, byId('rows-window'), byId('rows-detail'));
  let chosen: Uint32Array = new Uint32Array();
  const apply = (): void => {
    chosen = matching(rows, queryOf(form));
    byId('rows-count').textContent = countWords(chosen.length, rows.count);
    view.show(chosen);
  };
  form.addEventListener('input', apply);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(apply));
  document.addEventListener('click', (event) => followLink(event, form, apply));
  window.addEventListener('beforeprint', () => print(rows, chosen));
  window.addEventListener('afterprint', () => byId('rows-printed').replaceChildren());
  apply();
  document.documentElement.dataset.rows = 'ready';
};

const queryOf = (form: HTMLFormElement): Query =>
  Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]));

const countWords = (chosen: number, all: number): string =>
  chosen === 0
    ? `None of ${all.toLocaleString('en')} rows is like that.`
    : `${chosen.toLocaleString('en')} of ${all.toLocaleString('en')} rows`;

/** A number in another table leads to the rows that it counts. */
const followLink = (event: Event, form: HTMLFormElement, apply: () => void): void => {
  const link = event.target instanceof Element ? event.target.closest<HTMLElement>('a[data-show]') : null;
  if (link === null) return;
  form.reset();
  for (const [name, value] of new URLSearchParams(link.dataset.show)) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) field.value = value;
  }
  // After what `reset` has put off.
  setTimeout(apply);
};

/** Paper has no window to scroll: all chosen rows are written out before it is printed. */
const print = (rows: Rows, chosen: Uint32Array): void => {
  const lines = [...chosen.subarray(0, PRINTED)].map((row) => {
    const line = element('tr');
    line.append(...cellsOf(shownRow(rows, row)));
    return line;
  });
  byId('rows-printed').replaceChildren(...lines);
  byId('rows-unprinted').textContent =
    chosen.length > PRINTED
      ? `Printed are the first ${PRINTED.toLocaleString('en')} of these ${chosen.length.toLocaleString('en')} rows, what is open before the others. All are in build/register.csv beside this file; to print others, filter before printing.`
      : '';
};

start().catch((error: unknown) => {
  byId('rows-trouble').textContent =
    `This browser cannot show all rows (${error instanceof Error ? error.message : String(error)}). All are in build/register.csv; below is what is not compliant.`;
});
