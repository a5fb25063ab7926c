import { Html } from '../../../../contracts/html';
import { REPORT_STYLE } from '../../report/style';

/** The report of a build, with tables that open. */
export const PERIOD_REPORT_STYLE = new Html(`${REPORT_STYLE.text}
.population { margin-top: .5rem; border: 1px solid var(--line); border-radius: .375rem; background: var(--paper); padding-inline: .75rem; }
.population > summary { cursor: pointer; padding-block: .625rem; font-weight: 600; }
.population > summary .quiet { font-weight: 400; font-size: .875rem; margin-inline-start: .5rem; }
.population[open] { padding-block-end: .75rem; }
.population > p, .population > .verdict { margin-block: .5rem; max-width: 60rem; }
.population .verdict .lines { list-style: disc; padding-inline-start: 1.125rem; font-size: .9375rem; }
.population .detail { grid-template-columns: minmax(6rem, max-content) minmax(0, 1fr); }
.population td { max-width: 24rem; }
.population td:nth-child(2):has(.mark) { min-width: 16rem; }
.moment { white-space: nowrap; }
.long { display: inline-block; min-width: 14rem; overflow-wrap: anywhere; }
#rows-count:empty { display: none; }
@media print {
  @page { size: A4 landscape; }
  details::details-content { content-visibility: visible; }
  .population { border: 0; padding: 0; }
  .population td { max-width: none; }
  .population thead th { white-space: normal; overflow-wrap: normal; font-size: 6.5pt; letter-spacing: 0; }
  .population tbody th { min-width: 0; }
  .population td:nth-child(2):has(.mark), .long { min-width: 0; }
  .moment { white-space: normal; }
}
`);
