import type { LaunchPlan } from '../../../plan/plan';
import type { Block, Section } from '../../../plan/report/document';
import { headline, sectionsOf } from '../../../plan/report/sections';
import { table } from '../../table';

/** A plan as a screen shows it. */
export const planLines = (plan: LaunchPlan): readonly string[] => [
  headline(plan),
  ...sectionsOf(plan).flatMap(sectionLines),
];

const sectionLines = ({ title, blocks }: Section): readonly string[] => [
  '',
  `── ${title} ──`,
  ...blocks.flatMap(blockLines),
];

const blockLines = (block: Block): readonly string[] => {
  if (block.kind === 'words') return [block.text];
  if (block.kind === 'list') return block.items.map((item) => `- ${item}`);
  return table(block.head, block.rows);
};
