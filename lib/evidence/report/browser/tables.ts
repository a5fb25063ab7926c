/** A table that opens, with what each of its rows says, in small letters. */
interface Searched {
  readonly frame: HTMLDetailsElement;
  readonly rows: readonly { readonly row: HTMLElement; readonly text: string; readonly isException: boolean }[];
  /** Rows that are only in the files beside the page. */
  readonly unwritten: number;
}

const searchedOf = (frame: HTMLDetailsElement): Searched => ({
  frame,
  unwritten: Number(frame.dataset.unwritten ?? 0),
  rows: [...frame.querySelectorAll<HTMLElement>('tbody tr')].map((row) => ({
    row,
    text: row.textContent.toLowerCase(),
    isException: row.querySelector('.mark.bad') !== null,
  })),
});

/** Lets one search all tables of a page. Without it they are read one by one, as they were written. */
const start = (form: HTMLFormElement, told: HTMLElement): void => {
  const frames = [...document.querySelectorAll<HTMLDetailsElement>('details.population')];
  const tables = frames.map(searchedOf);
  let isSearched = false;
  const apply = (): void => {
    const asked = askedIn(new FormData(form));
    if (asked !== undefined || isSearched) told.textContent = search(tables, asked);
    isSearched = asked !== undefined;
  };
  form.hidden = false;
  form.addEventListener('input', apply);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(apply));
  document.addEventListener('click', ({ target }) => {
    // A table that was not found is hidden: who follows a link to one has done with searching.
    if (!(target instanceof Element) || target.closest('a[href^="#"]') === null) return;
    form.reset();
    apply();
  });
  onPaper(frames);
  document.documentElement.dataset.rows = 'ready';
};

interface Asked {
  readonly words: readonly string[];
  readonly onlyExceptions: boolean;
}

/** What the form asks for; undefined where it asks for everything. */
const askedIn = (data: FormData): Asked | undefined => {
  const words = String(data.get('text')).toLowerCase().split(/\s+/);
  const onlyExceptions = data.get('rows') === 'exceptions';
  return onlyExceptions || words.some((word) => word !== '') ? { words, onlyExceptions } : undefined;
};

/** Shows the rows that have all words, and opens their tables; says how many they are. Without words all rows, in closed tables. */
const search = (tables: readonly Searched[], asked: Asked | undefined): string => {
  const counts = tables.map(({ frame, rows }) => {
    for (const one of rows) one.row.hidden = asked !== undefined && !isFound(one, asked);
    const found = rows.filter(({ row }) => !row.hidden).length;
    frame.hidden = asked !== undefined && found === 0;
    frame.open = asked !== undefined && found > 0;
    return found;
  });
  return asked === undefined ? '' : toldOf(tables, counts);
};

const isFound = ({ text, isException }: Searched['rows'][number], { words, onlyExceptions }: Asked): boolean =>
  (isException || !onlyExceptions) && words.every((word) => text.includes(word));

const toldOf = (tables: readonly Searched[], counts: readonly number[]): string => {
  const sum = (all: readonly number[]): string => all.reduce((a, b) => a + b, 0).toLocaleString('en');
  const beside = tables.some(({ unwritten }) => unwritten > 0)
    ? `; not searched: ${sum(tables.map(({ unwritten }) => unwritten))} rows that are only in the CSV files`
    : '';
  const where = counts.filter((count) => count > 0).length;
  return `${sum(counts)} of ${sum(tables.map(({ rows }) => rows.length))} rows, in ${where} of ${tables.length} tables${beside}`;
};

/** What is closed would not be printed by every browser. */
const onPaper = (frames: readonly HTMLDetailsElement[]): void => {
  let closed: readonly HTMLDetailsElement[] = [];
  window.addEventListener('beforeprint', () => {
    closed = frames.filter(({ open }) => !open);
    for (const frame of closed) frame.open = true;
  });
  window.addEventListener('afterprint', () => {
    for (const frame of closed) frame.open = false;
  });
};

const form = document.querySelector<HTMLFormElement>('#filters');
const told = document.getElementById('rows-count');
if (form !== null && told !== null) start(form, told);
