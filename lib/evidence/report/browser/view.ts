import { type Rows, shownRow } from './query';
import { cellsOf, detailOf, element } from './row-view';

/** Rows beyond the window that are there before one scrolls to them. */
const AHEAD = 12;

/** Shows as many of the chosen rows as the window of a table has room for; the others are the height of two empty rows. */
export class View {
  readonly #window: HTMLElement;
  readonly #body: HTMLElement;
  readonly #detail: HTMLElement;
  readonly #rows: Rows;
  /** Height of a row, as the style has it, in pixels. */
  readonly #height: number;
  #chosen: Uint32Array = new Uint32Array();
  #first = -1;

  constructor(rows: Rows, frame: HTMLElement, detail: HTMLElement) {
    this.#rows = rows;
    this.#window = frame;
    this.#detail = detail;
    this.#body = frame.querySelector('tbody') ?? frame;
    this.#height = Number.parseFloat(getComputedStyle(frame).getPropertyValue('--row')) || 48;
    frame.addEventListener('scroll', () => this.#draw(), { passive: true });
    window.addEventListener('resize', () => this.#draw(true));
    this.#body.addEventListener('click', (event) => this.#open(event.target));
  }

  /** Shows other rows, from the first on. */
  public show(chosen: Uint32Array): void {
    this.#chosen = chosen;
    this.#window.scrollTop = 0;
    this.#window.querySelector('table')?.setAttribute('aria-rowcount', String(chosen.length + 1));
    this.#detail.replaceChildren();
    this.#draw(true);
  }

  #draw(anew = false): void {
    const seen = Math.ceil(this.#window.clientHeight / this.#height) + AHEAD * 2;
    const last = Math.max(0, this.#chosen.length - seen);
    const first = Math.min(last, Math.max(0, Math.floor(this.#window.scrollTop / this.#height) - AHEAD));
    if (first === this.#first && !anew) return;
    this.#first = first;
    const shown = [...this.#chosen.subarray(first, first + seen)];
    const below = this.#chosen.length - first - shown.length;
    this.#body.replaceChildren(
      this.#empty(first),
      ...shown.map((row, at) => this.#row(row, first + at)),
      this.#empty(below),
    );
  }

  #row(row: number, at: number): HTMLElement {
    const line = element('tr');
    line.setAttribute('aria-rowindex', String(at + 2));
    line.dataset.row = String(row);
    const [outcome, ...cells] = cellsOf(shownRow(this.#rows, row));
    if (outcome !== undefined) {
      const open = element('button', '', 'open');
      // Begins with the words that are seen, for who speaks to the page.
      open.setAttribute('aria-label', `${outcome.textContent}: all about row ${at + 1}`);
      open.append(...outcome.childNodes);
      outcome.append(open);
      line.append(outcome);
    }
    line.append(...cells);
    return line;
  }

  #empty(rows: number): HTMLElement {
    const line = element('tr', '', 'gap');
    line.setAttribute('aria-hidden', 'true');
    line.style.height = `${rows * this.#height}px`;
    return line;
  }

  #open(target: EventTarget | null): void {
    const line = target instanceof Element ? target.closest<HTMLElement>('tr[data-row]') : null;
    if (line === null) return;
    this.#detail.replaceChildren(detailOf(shownRow(this.#rows, Number(line.dataset.row))));
  }
}
