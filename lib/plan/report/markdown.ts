import type { LaunchPlan } from '../plan';
import type { Block, Section } from './document';
import { headline, sectionsOf } from './sections';

const VIEWS: readonly { readonly view: Section['view']; readonly title: string }[] = [
  { view: 'it', title: 'For IT: resources and permissions' },
  { view: 'controls', title: 'For whoever controls: rules, waivers, data flows, hash' },
];
/** Sections of marketing's that few read twice. */
const FOLDED: readonly string[] = ['settings', 'history'];
/** What GitHub takes in one comment. */
const MOST = 65_000;

/** A plan as a comment on a pull request. Words of others cannot become markup, and call nobody. */
export const planMarkdown = (plan: LaunchPlan): string => {
  const sections = sectionsOf(plan);
  const own = sections.filter(({ view }) => view === 'marketing');
  const parts = [
    plan.stage.realCustomers ? '**Real customers.**' : 'No real customers.',
    ...own.filter(({ id }) => !FOLDED.includes(id)).map(sectionText),
    ...own
      .filter(({ id }) => FOLDED.includes(id))
      .map(({ title, blocks }) => folded(title, blocks.map(blockText).join('\n\n'))),
    ...VIEWS.map(({ view, title }) =>
      folded(
        title,
        sections
          .filter((one) => one.view === view)
          .map(sectionText)
          .join('\n\n'),
      ),
    ),
  ];
  const [head, end] = [`## ${inline(headline(plan))}`, `Hash of the plan: \`${plan.fingerprint.hash}\``];
  const left = `_Left out, too long for a comment:_ \`npx tandem plan ${plan.launch}\``;
  let room = MOST - head.length - end.length;
  const fitting = parts.map((part) => {
    room -= part.length + 2;
    if (room > left.length) return part;
    room += part.length - left.length;
    return left;
  });
  return [head, ...fitting.filter((part, at) => part !== left || fitting.indexOf(left) === at), end].join('\n\n');
};

const sectionText = ({ title, blocks }: Section): string =>
  [`### ${inline(title)}`, ...blocks.map(blockText)].join('\n\n');

const folded = (title: string, body: string): string =>
  `<details><summary>${inline(title)}</summary>\n\n${body}\n\n</details>`;

const blockText = (block: Block): string => {
  if (block.kind === 'words') return inline(block.text);
  if (block.kind === 'list') return block.items.map((item) => `- ${inline(item)}`).join('\n');
  const row = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [row(block.head), row(block.head.map(() => '---')), ...block.rows.map(row)].join('\n');
};

/** Blanks before a word say that a row is part of the one above. */
const cell = (text: string): string =>
  text === '---' ? text : inline(text).replace(/^ +/, (blanks) => '&nbsp;'.repeat(blanks.length));

const inline = (text: string): string =>
  text
    .replace(/\s*\n\s*/g, ' ')
    .replace(/[\\`*_{}[\]()#+!|~]|^\s*-/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('@', '&#64;')
    .replace(/:\/\//g, '&#58;//');
