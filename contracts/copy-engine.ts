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
const TAGS = new Set(['if', 'unless', 'case', 'comment', 'raw', '#']);
/** Filters that can ask the clock or chance: the same launch says the same on every day. */
const FICKLE = /^date|^sample$/;

/** Takes from an engine what copy may not use. */
export const closedEngine = <
  Engine extends { readonly tags: Record<string, unknown>; readonly filters: Record<string, unknown> },
>(
  engine: Engine,
): Engine => {
  for (const tag of Object.keys(engine.tags)) if (!TAGS.has(tag)) delete engine.tags[tag];
  for (const filter of Object.keys(engine.filters)) if (FICKLE.test(filter)) delete engine.filters[filter];
  return engine;
};
