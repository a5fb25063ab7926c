import { Html } from '../../../contracts/html';

/** What the report has beside what all pages have. */
export const REPORT_STYLE = new Html(`
:root { --card: #fff; --cell: #e6e2d8; --fail: var(--bad); --row: 52px; }
html { scroll-padding-top: 3.5rem; }
body { overflow-wrap: break-word; }
.contents { position: sticky; top: 0; z-index: 5; background: var(--paper); border-bottom: 1px solid var(--line); }
.contents .wide { display: flex; flex-wrap: wrap; gap: .125rem 1rem; padding-block: .5rem; font-size: .875rem; }
a { color: var(--leaf); }
.contents a { padding: .25rem 0; text-decoration: none; }
.contents a:hover { text-decoration: underline; }
section { margin-top: 2.25rem; }
#scope { margin-top: 0; }
section > p, section > div > p { max-width: 60rem; margin-block: .5rem; }
section h3 { margin: 1.25rem 0 .25rem; }
.two { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: 0 2rem; margin-top: .5rem; }
.two h3 { margin-top: .25rem; }
.two .lines { list-style: disc; padding-inline-start: 1.125rem; font-size: .9375rem; }
.two .lines li { margin-top: .25rem; }
.lines { list-style: none; }
.answers { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr)); gap: 1rem; margin-top: 1.5rem; }
.answer { background: var(--card); border: 1px solid var(--line); border-block-start: .375rem solid var(--quiet); border-radius: .5rem; padding: .75rem 1rem 1rem; font-size: .9375rem; }
.answer.good { border-block-start-color: var(--leaf); }
.answer.fair { border-block-start-color: #b97a00; }
.answer.bad { border-block-start-color: var(--bad); }
.big { font: 700 1.625rem/1.3 Georgia, "Times New Roman", serif; }
main .facts { margin-block: .75rem; }
main .facts dt { color: var(--quiet); }
.scroll { overflow-x: auto; margin-block: .75rem; border: 1px solid var(--line); border-radius: .375rem; background: var(--card); }
.scroll.drawing { background: #fff; }
.drawing svg { display: block; width: 100%; min-width: 75rem; height: auto; }
.ways summary { cursor: pointer; padding-block: .5rem; color: var(--leaf); font-weight: 600; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; }
caption { text-align: start; padding: .5rem .75rem; font-weight: 600; }
caption.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
th, td { text-align: start; vertical-align: top; padding: .375rem .75rem; border-top: 1px solid var(--cell); }
thead th { background: var(--ground); font-size: .75rem; letter-spacing: .03em; color: var(--quiet); white-space: nowrap; }
tbody th { font-weight: 600; min-width: 5.5rem; }
.number { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap; }
td code, th code { overflow-wrap: anywhere; font-weight: 400; }
.quiet, .note { color: var(--quiet); }
.mark { display: inline-block; padding: 0 .375rem; border-radius: .25rem; border: 1px solid; font-size: .75rem; font-weight: 600; white-space: nowrap; background: var(--paper); color: var(--quiet); }
.mark.good, .mark.compliant { color: var(--leaf); background: var(--leaf-soft); }
.mark.fair, .mark.waived { color: var(--fair); background: var(--fair-soft); }
.mark.bad, .mark.enforced { color: var(--bad); background: var(--bad-soft); }
section pre { padding: .625rem .75rem; background: var(--card); border: 1px solid var(--line); border-radius: .375rem; white-space: pre-wrap; overflow-wrap: anywhere; }
#filters { display: flex; flex-wrap: wrap; align-items: end; gap: .5rem .75rem; margin-top: .75rem; }
#filters label { display: grid; font-size: .75rem; font-weight: 600; color: var(--quiet); }
#filters .words { flex: 1 1 15rem; }
#filters input, #filters select, #filters button { font: inherit; font-size: .875rem; font-weight: 400; color: var(--ink); background: var(--card); border: 1px solid #8b948e; border-radius: .375rem; padding: .375rem .5rem; min-height: 2.25rem; max-width: 100%; }
#filters select { max-width: 11.5rem; }
#filters ::placeholder { color: var(--quiet); opacity: 1; }
#filters button { cursor: pointer; padding-inline: 1rem; }
.count { font-weight: 600; }
#rows-window { overflow: auto; max-height: min(70vh, 42rem); border: 1px solid var(--line); border-radius: .375rem; background: var(--card); }
#rows-window table { table-layout: fixed; min-width: 62rem; }
#rows-window thead th { position: sticky; top: 0; z-index: 1; }
#rows-window tr { height: var(--row); }
#rows-window thead tr { height: auto; }
#rows-window td { height: var(--row); padding-block: 0; vertical-align: middle; line-height: 1.35; overflow: hidden; }
#rows-window tr[data-row] { cursor: pointer; }
#rows-window tr[data-row]:hover { background: var(--leaf-soft); }
#rows-window .code { font: .75rem/1.35 var(--mono); }
#rows-window th:nth-child(1) { width: 9.5rem; } #rows-window th:nth-child(2) { width: 5.25rem; } #rows-window th:nth-child(3) { width: 14rem; }
#rows-window th:nth-child(5) { width: 8rem; } #rows-window th:nth-child(6) { width: 5rem; } #rows-window th:nth-child(7) { width: 10rem; }
.gap td, .gap { padding: 0; border: 0; }
.open { font: inherit; border: 0; padding: .25rem 0; background: none; color: inherit; cursor: pointer; }
.detail { display: grid; grid-template-columns: 7rem minmax(0, 1fr); gap: .125rem .75rem; margin-top: .75rem; padding: .75rem 1rem; background: var(--card); border: 1px solid var(--line); border-radius: .375rem; font-size: .875rem; overflow-wrap: anywhere; }
.detail dt { color: var(--quiet); }
.changes { list-style: none; background: var(--card); border: 1px solid var(--line); border-radius: .375rem; }
.changes li { display: grid; grid-template-columns: 6.5rem minmax(0, 1fr); gap: .125rem .75rem; align-items: start; padding: .5rem .75rem; border-top: 1px solid var(--cell); font-size: .9375rem; overflow-wrap: anywhere; }
.changes li:first-child { border-top: 0; }
.changes .mark { justify-self: start; margin-top: .125rem; }
#rows-paper { display: none; }
#rows-trouble:empty { display: none; }
@media screen and (prefers-color-scheme: dark) {
  :root { color-scheme: dark; --ink: #e6ece8; --quiet: #a9b8b0; --paper: #16201b; --card: #1a2620; --ground: #111814; --line: #34443b; --cell: #2b3a32; --leaf: #8fd3ad; --leaf-soft: #1d3a2a; --bad: #ff9d9d; --bad-soft: #45201f; --fair: #f2c46d; --fair-soft: #3d2f12; --info: #9ecbf5; --info-soft: #1b2f42; }
  .verdict.good { border-color: #3f6b52; } .verdict.fair { border-color: #7a6128; } .verdict.bad { border-color: #8a4444; }
}
@media (max-width: 40rem) {
  .changes li { grid-template-columns: minmax(0, 1fr); }
  .contents { position: static; }
  html { scroll-padding-top: .5rem; }
}
@media print {
  @page { margin: 14mm 12mm; }
  @page drawing { size: A3 landscape; margin: 12mm; }
  .contents, #filters, #rows-window, #rows-detail { display: none; }
  #rows-paper { display: block; }
  .wide { max-width: none; padding: 0; }
  .answers { grid-template-columns: repeat(2, 1fr); }
  .scroll { overflow: visible; border: 0; }
  table { font-size: 8pt; }
  code, pre, .code { font-size: 7pt; }
  td, th { padding: .125rem .25rem; overflow-wrap: anywhere; white-space: normal; }
  tr, .answer, .changes li { break-inside: avoid; }
  thead { display: table-header-group; }
  h2, h3, caption { break-after: avoid; }
  .drawing svg { min-width: 0; max-height: 270mm; }
  .drawing { page: drawing; break-after: page; }
  a { color: inherit; text-decoration: none; }
}
`);
