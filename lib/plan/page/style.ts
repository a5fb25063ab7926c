import { Html } from '../../../contracts/html';

/** The rules of a plan beside those of all pages. */
export const PLAN_STYLE = new Html(`
.part { background: var(--paper); border: 1px solid var(--line); border-radius: .75rem; padding: 1rem 1.25rem 1.25rem; margin-bottom: 1.25rem; min-width: 0; }
.part > * + * { margin-top: .75rem; }
.view { font: 600 .75rem/1.5 system-ui, sans-serif; padding: .05rem .5rem; border-radius: .25rem; background: var(--info-soft); color: var(--info); }
.part ul { padding-inline-start: 1.25rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-size: .9375rem; }
th, td { text-align: start; vertical-align: top; padding: .3125rem .75rem .3125rem 0; border-bottom: 1px solid var(--line); overflow-wrap: break-word; max-width: 28rem; }
thead th { font-size: .75rem; letter-spacing: .04em; text-transform: uppercase; color: var(--quiet); }
tbody th { font-weight: 600; }
tbody th.part-of { font-weight: 400; padding-inline-start: 1rem; color: var(--quiet); }
.drawing { display: block; width: 100%; height: auto; font: 13px system-ui, sans-serif; }
.drawing-box { overflow-x: auto; border: 1px solid var(--line); border-radius: .5rem; padding: .5rem; }
.drawing-box .drawing { min-width: 46rem; }
@media print { .part { break-inside: avoid; } .scroll { overflow: visible; } }
`);
