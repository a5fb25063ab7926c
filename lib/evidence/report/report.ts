import { type Html, html } from '../../../contracts/html';
import { pageOf } from '../../pages/page';
import type { Evidence } from '../evidence';
import { changesSection } from './changes';
import { controlSection } from './controls';
import { failingSection } from './failing';
import { reportedLaunches } from './launches';
import { launchSection, packSection, ruleSection } from './overviews';
import { processingSection } from './processing';
import { registerSection, rowsData } from './register';
import { scopeSection, subject } from './scope';
import { reportScript } from './script';
import { REPORT_STYLE } from './style';
import { summary } from './summary';
import { accessSection, flowSection, softwareSection, verifySection } from './technical';
import { vendorSection } from './vendors';
import { waiverSection } from './waivers';

/** Parts in their order, with the words that the contents have for them. */
const CONTENTS: readonly (readonly [id: string, words: string])[] = [
  ['scope', 'Scope'],
  ['failing', 'What fails'],
  ['waivers', 'Waivers'],
  ['vendors', 'Vendors'],
  ['changes', 'Changes'],
  ['register', 'Register'],
  ['packs', 'Packs'],
  ['controls', 'Controls'],
  ['launches', 'Launches'],
  ['processing', 'Processing'],
  ['flow', 'Data flow'],
  ['access', 'Access'],
  ['software', 'Software'],
  ['rules', 'Rules'],
  ['verify', 'Verify'],
];

/**
 * `report.html`: everything that `build/` says of a commit, for people, in one file that needs nothing else. The same evidence
 * gives the same bytes. Everything can be read without scripts; with them, all rows of the register are searched.
 */
export const reportPage = (evidence: Evidence): string => {
  const { register, waivers, vendors, changes, controls, processing, access, artifacts, sbom } = evidence;
  const { about, verdict } = register;
  const launches = reportedLaunches(evidence.workspace);
  return pageOf({
    title: `${about.organisation} · evidence of ${about.stage} · ${about.commit.slice(0, 12)}`,
    eyebrow: `${about.organisation} · audit evidence`,
    heading: `Stage ${about.stage} ${verdict.passes ? 'passes' : 'fails'}`,
    style: REPORT_STYLE,
    lead: subject(evidence),
    skip: { to: 'scope', words: 'To the scope' },
    script: reportScript(),
    body: html`${contents()}
<main class="wide" id="report">
${scopeSection(evidence)}
${summary(evidence)}
${failingSection(evidence)}
${waiverSection(waivers)}
${vendorSection(vendors)}
${changesSection(changes)}
${registerSection(evidence, launches)}
${packSection(evidence)}
${controlSection(controls)}
${launchSection(evidence, launches)}
${processingSection(processing)}
${flowSection(evidence)}
${accessSection(access)}
${softwareSection(artifacts, sbom, about.tools)}
${ruleSection(evidence)}
${verifySection()}
</main>
<footer class="wide">
<p>Made by npx tandem evidence from commit ${about.commit}, as of ${about.asOf}. This file loads nothing and sends nothing.</p>
</footer>
<script type="application/octet-stream" id="rows-data">${rowsData(evidence, launches)}</script>`,
  });
};

const contents = (): Html =>
  html`<nav class="contents" aria-label="Contents"><div class="wide">${CONTENTS.map(
    ([id, words]) => html`<a href="#${id}">${words}</a> `,
  )}</div></nav>`;
