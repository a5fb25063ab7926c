import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { accessProblems } from '../../../lib/governance/analysis/access';
import { edgeProblems } from '../../../lib/governance/analysis/edges';
import { type EventClass, eventClasses } from '../../../lib/governance/analysis/event-classes';
import { hygieneProblems } from '../../../lib/governance/analysis/hygiene';
import { LIMIT, limitProblems } from '../../../lib/governance/analysis/limits';
import { loopProblems } from '../../../lib/governance/analysis/loops';
import type { StackTemplate, TemplateProblem } from '../../../lib/governance/analysis/template';
import { ROOT, type SynthesisedStage } from './synthesise';

/** Problems as one line each, so that a failing test reads like a list of what to do. */
export const lines = (problems: readonly TemplateProblem[]): readonly string[] =>
  problems.map(({ code, where, message }) => `${code} ${where}: ${message}`);

/** Resources from which a stack is full before it is: what a setting or a vendor more adds must still fit. */
const FULL = 490;

const fullStacks = (stacks: readonly StackTemplate[]): readonly string[] =>
  stacks
    .map(({ stack, template }) => ({ stack, count: Object.keys(template.Resources ?? {}).length }))
    .filter(({ count }) => count > FULL)
    .map(
      ({ stack, count }) =>
        `${stack} has ${count} of the ${LIMIT.resources} resources that AWS takes: give what stands apart a stack of its own, as the audit trail has (ADR 35).`,
    );

/** Every class of event that can be on the bus of the project: its sources and vendors, its catalog, the platform's hops. */
export const classesOf = ({ workspace, settings }: SynthesisedStage): readonly EventClass[] =>
  eventClasses(
    [...workspace.sources.map(({ source }) => source), ...workspace.vendors.map(({ vendor }) => vendor)],
    [...new Set(workspace.catalog.map(({ event }) => event))],
    settings,
  );

/** All judgements on a stage, by name; `stacks` may be a changed copy of its own. */
export const judgements = (made: SynthesisedStage, stacks: readonly StackTemplate[] = made.stacks) => ({
  access: () =>
    lines(
      accessProblems(stacks, made.workspace.access, {
        prefix: made.prefix,
        stage: made.stage,
        importedBus: made.settings.import.bus,
        launchQualifier: made.settings.launchQualifier,
      }),
    ),
  edges: () => lines(edgeProblems(stacks)),
  loops: () => lines(loopProblems(stacks, classesOf(made))),
  room: () => fullStacks(stacks),
  limits: () => lines(limitProblems(stacks)),
  promises: () =>
    lines(
      hygieneProblems(stacks, {
        protect: made.settings.protect,
        isLaunch: (stack) => made.launchStacks.includes(stack),
        pageExists: (page) => existsSync(join(ROOT, page)),
      }),
    ),
});
