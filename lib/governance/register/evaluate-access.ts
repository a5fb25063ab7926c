import type { Access } from '../../../contracts/platform';
import { accessProblems } from '../analysis/access';
import { buildModel } from '../analysis/model';
import type { AccessScope } from '../analysis/permissions';
import { policiesOf } from '../analysis/policies';
import type { StackTemplate, TemplateProblem } from '../analysis/template';
import { TANDEM, tandemRule } from '../tandem-rules';
import { type Evaluation, type RuleFacts, type Said, Tally } from './evaluation';

/** Pack of the rule on permissions; it is asked about roles of the templates, all stacks taken together. */
export const ACCESS_PACK = `${TANDEM}.Access`;

/** The one rule of that pack. Nobody can waive it: what is allowed is listed in access.yaml, which people review. */
export const ACCESS_RULE: RuleFacts = {
  rule: tandemRule({ id: 'access-matrix' }),
  level: 'fatal',
  what: 'Every role can do exactly what platform/access.yaml lists, and nobody else is let in.',
};

/** Whether each role of the templates can do what access.yaml lists, all its policies, keys and resource policies taken together. */
export const evaluateAccess = (
  { stacks, ...scope }: AccessScope & { readonly stacks: readonly StackTemplate[] },
  access: Access,
): Evaluation => {
  const byPlace = new Map<string, TemplateProblem[]>();
  for (const problem of accessProblems(stacks, access, scope)) {
    byPlace.set(problem.where, [...(byPlace.get(problem.where) ?? []), problem]);
  }
  const model = buildModel(stacks);
  const types = new Map(model.resources.map(({ where, type }) => [where, type]));
  const roles = policiesOf(model).roles.map(({ where }) => where);
  const tally = new Tally();
  for (const path of new Set([...roles, ...byPlace.keys()])) {
    tally.note(ACCESS_RULE, { path, type: types.get(path) ?? 'access' }, saidOf(byPlace.get(path) ?? []));
  }
  return tally.evaluation(ACCESS_PACK);
};

/** One finding for each kind of problem: their words may change, and their number, without a new finding. */
const saidOf = (problems: readonly TemplateProblem[]): Said => {
  const codes = [...new Set(problems.map(({ code }) => code))].sort();
  if (codes.length === 0) return [{ outcome: 'compliant' }];
  return codes.map((code) => ({
    outcome: 'non-compliant',
    finding: code,
    message: problems
      .filter((problem) => problem.code === code)
      .map(({ message }) => message)
      .join(' '),
  }));
};
