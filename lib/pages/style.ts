import { Html } from '../../contracts/html';

/** What all pages look like. Colours contrast at least 4.5:1; nothing is told by colour alone. */
export const PAGE_STYLE = new Html(`
:root { color-scheme: light; --ink: #1d2a24; --quiet: #55645c; --paper: #fff; --ground: #f4f1ea; --line: #ddd8cc; --leaf: #1d5c3d; --leaf-soft: #e4efe7; --bad: #9d2323; --bad-soft: #fbeaea; --fair: #7a4d00; --fair-soft: #fdf1dc; --info: #1b4f7d; --info-soft: #e7f0f8; --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
* { box-sizing: border-box; }
html { scroll-padding-top: 8rem; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; overflow-wrap: anywhere; }
.wide { max-width: 84rem; margin-inline: auto; padding-inline: clamp(1rem, 3vw, 2.5rem); }
h1, h2, h3, h4, p, dl, dd, figure, ul { margin: 0; padding: 0; }
:focus-visible { outline: 3px solid var(--leaf); outline-offset: 2px; border-radius: .25rem; }
.skip { position: absolute; left: -99rem; top: .5rem; z-index: 9; background: var(--paper); padding: .5rem 1rem; }
.skip:focus { left: .5rem; }
code, pre { font-family: var(--mono); font-size: .8125rem; }

.top { background: #17372a; color: #fff; padding: 2rem 0 1.75rem; }
.top :focus-visible { outline-color: #fff; }
.eyebrow { color: #bcd8c8; font-size: .8125rem; letter-spacing: .06em; text-transform: uppercase; }
h1 { font: 700 clamp(1.75rem, 4vw, 2.5rem)/1.15 Georgia, "Times New Roman", serif; margin-top: .25rem; }
.summary { margin-top: .5rem; max-width: 46rem; color: #e2efe7; font-size: 1.0625rem; }
.facts { display: flex; flex-wrap: wrap; gap: .5rem 2rem; margin-top: 1.25rem; }
.facts dt { color: #bcd8c8; font-size: .75rem; letter-spacing: .04em; text-transform: uppercase; }
.facts dd { font-weight: 600; font-size: .9375rem; }
main { padding-block: 1.5rem 1rem; }
.verdict, .empty { padding: .75rem 1rem; border-radius: .5rem; border: 1px solid; }
.verdict.good { background: var(--leaf-soft); border-color: #b6d3c0; }
.verdict.fair { background: var(--fair-soft); border-color: #e8cf9e; }
.verdict.bad { background: var(--bad-soft); border-color: #e7bcbc; }
.empty { background: var(--paper); border-color: var(--line); border-style: dashed; }
.findings { list-style: none; display: grid; gap: .5rem; margin-block: .75rem; }
.findings li { padding: .625rem 1rem; background: var(--info-soft); border-inline-start: .3rem solid var(--info); border-radius: .25rem; }
.findings li.error { background: var(--bad-soft); border-color: var(--bad); }
.findings li.warning { background: var(--fair-soft); border-color: var(--fair); }
.badge { color: var(--info); margin-inline-end: .25rem; }
.error .badge { color: var(--bad); }
.warning .badge { color: var(--fair); }
.fix { font-size: .9375rem; }
.where { font-size: .8125rem; color: #4b5851; }
h2 { display: flex; flex-wrap: wrap; align-items: baseline; gap: .25rem .75rem; font: 700 1.5rem/1.2 Georgia, "Times New Roman", serif; }
h3 { font-size: 1.0625rem; }
body > footer { padding-block: 1.5rem 3rem; color: var(--quiet); font-size: .875rem; }
@media print {
  body { background: #fff; font-size: 10pt; }
  .skip { display: none; }
  .top { color: #000; background: none; padding: 0 0 1rem; }
  .eyebrow, .summary, .facts dt { color: #333; }
  .findings li, .verdict { break-inside: avoid; }
}
`);
