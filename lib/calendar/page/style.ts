import { Html } from '../../../contracts/html';

/** What the calendar has beside what all pages have. */
export const CALENDAR_STYLE = new Html(`
section { margin-top: 2rem; }
section > p, section > ul { margin-top: .5rem; }
section ul { padding-inline-start: 1.25rem; }
.scroll { overflow-x: auto; margin-top: 1rem; background: var(--paper); border: 1px solid var(--line); border-radius: .75rem; }
table { width: 100%; border-collapse: collapse; font-size: .9375rem; }
.times { min-width: 62rem; table-layout: fixed; }
th, td { padding: .625rem .875rem; text-align: start; vertical-align: top; border-top: 1px solid var(--line); }
thead th { border-top: 0; font-size: .75rem; letter-spacing: .04em; text-transform: uppercase; color: var(--quiet); }
tbody th { font-weight: 600; }
td small, th small { display: block; color: var(--quiet); font-size: .8125rem; font-weight: 400; }
.times .when { width: 13rem; }
.times .who { width: 14rem; }
.times .time { width: 45%; padding-inline: 1rem; }
.state { display: inline-block; padding: .05rem .5rem; border-radius: .25rem; border: 1px solid #8b948e; font: 600 .75rem/1.5 var(--mono); }
.state.live { background: var(--leaf); border-color: var(--leaf); color: #fff; }
.state.paused { background: var(--fair-soft); border-color: var(--fair); color: var(--fair); }
.lane { position: relative; height: 2rem; margin-top: .125rem; }
.lane span { position: absolute; }
.lane .speaks { top: .375rem; height: 1.25rem; border-radius: .25rem; background: var(--leaf); }
.lane .speaks.planned { background: #fff; border: 2px dashed var(--leaf); }
.lane .speaks.paused { background: repeating-linear-gradient(135deg, var(--fair) 0 6px, #fff 6px 10px); border: 2px solid var(--fair); }
.lane .speaks.ended { background: #8b948e; }
.lane .redeem { top: .8125rem; height: .375rem; background: #b6d3c0; }
.lane .at { top: 0; width: 2px; height: 2rem; background: var(--ink); }
.lane .silent { top: 0; height: 2rem; background: var(--bad-soft); border-inline: 1px solid #e7bcbc; }
.scale { height: 1.25rem; font-weight: 400; letter-spacing: 0; }
.scale span { border-inline-start: 1px solid #8b948e; padding-inline-start: .25rem; font-size: .75rem; white-space: nowrap; }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; color: var(--quiet); font-size: .875rem; }
`);
