import { Html } from '../../../contracts/html';

/** The page's style sheet. Colours contrast at least 4.5:1; nothing is told by colour alone. */
export const STYLE = new Html(`
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

.filters { position: sticky; top: 0; z-index: 5; background: #fffdf8; border-bottom: 1px solid var(--line); }
.filters .wide { display: flex; flex-wrap: wrap; gap: .5rem 1.75rem; padding-block: .75rem; }
.filters fieldset { border: 0; margin: 0; padding: 0; min-width: 0; }
.filters legend { padding: 0 0 .25rem; font-size: .75rem; font-weight: 600; color: var(--quiet); letter-spacing: .04em; text-transform: uppercase; }
.pills { display: flex; flex-wrap: wrap; gap: .25rem; }
.pills input { position: absolute; opacity: 0; width: 1px; height: 1px; }
.pills span { display: inline-block; padding: .25rem .75rem; border: 1px solid #8b948e; border-radius: 99px; background: var(--paper); font-size: .875rem; cursor: pointer; }
.pills span:hover { border-color: var(--leaf); }
.pills input:checked + span { background: var(--leaf); border-color: var(--leaf); color: #fff; }
.pills input:focus-visible + span { outline: 3px solid var(--leaf); outline-offset: 2px; }

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

.offer { margin-top: 2rem; }
h2 { display: flex; flex-wrap: wrap; align-items: baseline; gap: .25rem .75rem; font: 700 1.5rem/1.2 Georgia, "Times New Roman", serif; }
.count { font: 600 .75rem/1 system-ui, sans-serif; letter-spacing: .04em; text-transform: uppercase; color: var(--quiet); }
.cards { display: grid; gap: 1.25rem; margin-top: 1rem; }
.card { background: var(--paper); border: 1px solid var(--line); border-radius: .75rem; padding: 1rem 1.25rem 1.25rem; min-width: 0; }
.card > header { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline; gap: .25rem 1rem; padding-bottom: .75rem; margin-bottom: 1rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1.0625rem; }
.tag { display: inline-block; margin-inline-start: .375rem; padding: .05rem .5rem; border-radius: .25rem; background: var(--leaf-soft); color: var(--leaf); font: 600 .75rem/1.5 var(--mono); }
.people { color: var(--quiet); font-size: .875rem; }
.sides { display: grid; grid-template-columns: minmax(0, 1fr) minmax(18rem, 26rem); gap: 1.5rem; align-items: start; }
.shown { min-width: 0; }
.subject { margin-bottom: .75rem; font-weight: 600; }
.subject span:first-child { color: var(--quiet); font-weight: 400; margin-inline-end: .5rem; }

.devices { display: flex; flex-wrap: wrap; gap: 1.25rem; align-items: flex-start; }
.devices figure { flex: none; max-width: 100%; }
figure.phone { --w: 375; --h: 667; --s: .68; }
figure.desktop { --w: 800; --h: 880; --s: .5; }
.screen { width: calc(var(--w) * var(--s) * 1px); height: calc(var(--h) * var(--s) * 1px); max-width: 100%; overflow: hidden; background: #fff; }
.phone .screen { box-sizing: content-box; border: .5rem solid #20262a; border-radius: 1.75rem; }
.desktop .screen { box-sizing: content-box; border: 1px solid #8b948e; border-top: 1.25rem solid #dfe4e1; border-radius: .5rem; }
.screen iframe { border: 0; width: calc(var(--w) * 1px); height: calc(var(--h) * 1px); transform: scale(var(--s)); transform-origin: 0 0; }
[dir="rtl"] .screen iframe { transform-origin: 100% 0; }
figcaption { margin-top: .375rem; color: var(--quiet); font-size: .8125rem; }
.pull figure.phone { --h: 480; }
.pull figure.desktop { --h: 660; }
.words.narrow { width: min(100%, 15rem); }
.words.broad { flex: 1 1 22rem; min-width: 0; }
.sheet { white-space: pre-wrap; padding: 1rem 1.125rem; background: #fbfaf6; border: 1px solid var(--line); border-radius: .625rem; }
.chat { max-width: 21rem; padding: 1.25rem 1rem 1rem; border: .375rem solid #20262a; border-radius: 1.5rem; background: #fbfaf6; }
.bubble { white-space: pre-wrap; padding: .625rem .875rem; border-radius: 1.125rem 1.125rem 1.125rem .25rem; background: #e4e9e6; }

.received { min-width: 0; padding: .875rem 1rem; border-radius: .5rem; background: #f6f8f7; border: 1px solid #dfe5e1; font-size: .875rem; }
h4 { font-size: .9375rem; }
.request { margin-top: .125rem; color: var(--quiet); font-size: .8125rem; }
.note { color: var(--quiet); margin-top: .5rem; }
.fields { margin-top: .625rem; display: grid; gap: .125rem; }
.fields div { display: grid; grid-template-columns: 7rem minmax(0, 1fr); gap: .5rem; }
.fields dt { font-family: var(--mono); font-size: .8125rem; color: var(--leaf); }
.fields dd { font-size: .8125rem; }
details { margin-top: .625rem; }
summary { cursor: pointer; color: var(--leaf); font-weight: 600; font-size: .8125rem; }
pre { margin: .625rem 0 0; max-height: 22rem; overflow: auto; white-space: pre-wrap; overflow-wrap: anywhere; padding: .625rem .75rem; background: #fff; border: 1px solid #dfe5e1; border-radius: .375rem; line-height: 1.45; }
body > footer { padding-block: 1.5rem 3rem; color: var(--quiet); font-size: .875rem; }

@media (max-width: 62rem) { .sides { grid-template-columns: minmax(0, 1fr); } }
@media (max-width: 40rem) {
  .filters { position: static; }
  .card { padding: .875rem .875rem 1rem; }
  figure.desktop { --s: .39; }
  .words.broad { flex-basis: 100%; }
}
@media print {
  body { background: #fff; font-size: 10pt; }
  .filters, .skip { display: none; }
  .top { color: #000; background: none; padding: 0 0 1rem; }
  .eyebrow, .summary, .facts dt { color: #333; }
  .offer { break-before: auto; }
  .card, .findings li, .verdict { break-inside: avoid; }
  pre { max-height: none; overflow: visible; }
}
`);
