import { Html } from '../../../contracts/html';

/** What the preview has beside what all pages have. */
export const STYLE = new Html(`
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

.offer { margin-top: 2rem; }
.count { font: 600 .75rem/1 system-ui, sans-serif; letter-spacing: .04em; text-transform: uppercase; color: var(--quiet); }
.cards { display: grid; gap: 1.25rem; margin-top: 1rem; }
.card { background: var(--paper); border: 1px solid var(--line); border-radius: .75rem; padding: 1rem 1.25rem 1.25rem; min-width: 0; }
.card > header { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline; gap: .25rem 1rem; padding-bottom: .75rem; margin-bottom: 1rem; border-bottom: 1px solid var(--line); }
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

@media (max-width: 62rem) { .sides { grid-template-columns: minmax(0, 1fr); } }
@media (max-width: 40rem) {
  .filters { position: static; }
  .card { padding: .875rem .875rem 1rem; }
  figure.desktop { --s: .39; }
  .words.broad { flex-basis: 100%; }
}
@media print {
  .filters { display: none; }
  .offer { break-before: auto; }
  .card { break-inside: avoid; }
  pre { max-height: none; overflow: visible; }
}
`);
