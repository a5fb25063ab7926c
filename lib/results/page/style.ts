import { Html } from '../../../contracts/html';

/** Rules of pages of results. Marks differ in shape and place, not in colour alone. */
export const STYLE = new Html(`
main > section { margin-top: 2rem; }
.pair { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: 1.5rem; align-items: start; margin-top: 1rem; }
.panel { background: var(--paper); border: 1px solid var(--line); border-radius: .75rem; padding: 1rem 1.25rem; min-width: 0; }
.chart { display: block; width: 100%; height: auto; }
.chart text { font: 14px system-ui, sans-serif; fill: var(--ink); }
.chart .tick { fill: var(--quiet); font-size: 13px; }
.chart .axis { stroke: #8b948e; }
.chart .mark { stroke: #55645c; stroke-dasharray: 4 4; }
.chart .whisker { stroke: var(--leaf); stroke-width: 3; }
.chart .strong .whisker { stroke-width: 5; }
.chart circle, .chart rect { fill: var(--leaf); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; }
caption { text-align: start; color: var(--quiet); padding-bottom: .5rem; }
th, td { padding: .375rem .5rem; border-top: 1px solid var(--line); text-align: end; vertical-align: top; overflow-wrap: normal; }
th:first-child, td:first-child { text-align: start; }
thead th { color: var(--quiet); font-weight: 600; border-top: 0; }
.verdict p + p { margin-top: .5rem; }
.notes { padding-inline-start: 1.25rem; margin-top: 1rem; display: grid; gap: .375rem; }
.gap { margin-top: 1rem; }
@media (max-width: 62rem) { .pair { grid-template-columns: minmax(0, 1fr); } }
@media print { .panel { break-inside: avoid; } }
`);
