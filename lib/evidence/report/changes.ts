import { type Html, html } from '../../../contracts/html';
import type { WaiverChange } from '../../governance/register/waiver-changes';
import type { Evidence } from '../evidence';
import { code, mark, section, table } from './parts';

const KINDS: Readonly<Record<WaiverChange['what'], 'good' | 'fair' | 'bad'>> = {
  added: 'fair',
  covers: 'fair',
  removed: 'good',
  moved: 'fair',
  extended: 'fair',
  shortened: 'good',
  'handed-over': 'fair',
  ended: 'bad',
  unused: 'fair',
};

/** What changed since the commit that `--since` names. */
export const changesSection = (changes: Evidence['changes']): Html =>
  section('changes', 'What changed since the last release', changes === undefined ? unasked() : told(changes));

const unasked = (): Html =>
  html`<p class="empty">This bundle was written without an earlier commit to compare with. ${code('npx tandem evidence --out <folder> --since <tag>')} tells what changed since then.</p>`;

const told = ({
  since,
  changes,
}: NonNullable<Evidence['changes']>): Html => html`<p>Compared with commit ${code(since)}.</p>
${table<WaiverChange>(
  'Waivers that changed',
  [
    { head: 'Waiver', cell: ({ id }) => id },
    { head: 'What', cell: ({ what }) => mark(KINDS[what], what.replace('-', ' ')) },
    { head: 'In words', cell: ({ words }) => words },
  ],
  changes,
  'No waiver was added, removed, moved, extended or handed over, and none has ended or become unused.',
)}`;
