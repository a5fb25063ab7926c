/** How offers' Liquid is read, when a launch is checked and when a message is written: unknown filters and variables are errors, nothing can be included, and work is bounded. */
export const COPY_LIQUID = {
  strictFilters: true,
  strictVariables: true,
  // `{{ first_name | default: 'Hello' }}` and `{% if first_name %}` are how copy copes with what is not known.
  lenientIf: true,
  ownPropertyOnly: true,
  // An empty set of templates also keeps the engine away from the file system.
  templates: {},
  parseLimit: 20_000,
  renderLimit: 200,
  memoryLimit: 200_000,
} as const;

/** Tags that only choose words; those that read files, loop or keep state have no place in an offer's copy. */
export const COPY_TAGS: readonly string[] = ['if', 'unless', 'case', 'comment', 'raw', '#'];
/** Filters that copy may use: they stand in for what is not known, and write words and numbers. */
export const COPY_FILTERS: readonly string[] = [
  'default',
  'capitalize',
  'upcase',
  'downcase',
  'strip',
  'append',
  'prepend',
  'replace',
  'remove',
  'truncate',
  'truncatewords',
  'round',
  'ceil',
  'floor',
  'plus',
  'minus',
  'times',
  'divided_by',
  'at_least',
  'at_most',
];
/** Filters that can ask the clock or chance: the same launch says the same on every day. */
const FICKLE = /^date|^sample$/;

/** What of an engine may be taken away. */
interface Engine {
  readonly tags: Record<string, unknown>;
  readonly filters: Record<string, unknown>;
}

/** Takes from an engine what a vendor's body may not use. */
export const closedEngine = <E extends Engine>(engine: E): E => {
  for (const tag of Object.keys(engine.tags)) if (!COPY_TAGS.includes(tag)) delete engine.tags[tag];
  for (const filter of Object.keys(engine.filters)) if (FICKLE.test(filter)) delete engine.filters[filter];
  return engine;
};

/** Takes from an engine what copy may not use: all filters but a few. */
export const copyOnly = <E extends Engine>(engine: E): E => {
  closedEngine(engine);
  for (const filter of Object.keys(engine.filters)) if (!COPY_FILTERS.includes(filter)) delete engine.filters[filter];
  return engine;
};
