import type { Waiver } from '../../../contracts/platform';
import { reasonOf } from '../waivers';
import { isOpen } from './register';
import type { Register, Row } from './schema';

/** Files that make the platform's resources; launches have one each. */
const FOUNDATION = 'lib/stacks/foundation-stack.ts';
const TRAIL = 'lib/stacks/trail-stack.ts';

/**
 * Everything in a register that is not compliant, as a SARIF 2.1.0 log: what is waived is suppressed, with reason, people
 * and end; of a waiver that has ended the suppression is rejected.
 */
export const findingsSarif = (register: Register, waivers: readonly Waiver[]): object => {
  const found = register.rows.filter(({ outcome }) => outcome !== 'compliant');
  const named = new Set(found.map(({ rule }) => rule));
  const byId = new Map(waivers.map((waiver) => [waiver.id, waiver]));
  const { tools, commit } = register.about;
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'tandem',
            version: tools.tandem,
            rules: register.rules
              .filter(({ rule }) => named.has(rule))
              .map(({ rule, level, what }) => ({
                id: rule,
                shortDescription: { text: what },
                defaultConfiguration: { level: level === 'warning' ? 'warning' : 'error' },
              })),
          },
        },
        automationDetails: { id: `tandem/register/${register.about.stage}` },
        properties: { commit },
        results: found.map((row) => resultOf(row, register, byId)),
      },
    ],
  };
};

const resultOf = (row: Row, { rules }: Register, waivers: ReadonlyMap<string, Waiver>): object => {
  const { key, rule, path, launch, finding, message, outcome } = row;
  const what = rules.find((one) => one.rule === rule)?.what ?? rule;
  const more = [message, finding].filter((text) => text !== undefined).join('; ');
  return {
    ruleId: rule,
    level: levelOf(row),
    message: { text: `${path}: ${more === '' ? what : `${more}. ${what}`}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: fileOf(path, launch) },
          region: { startLine: 1 },
        },
        logicalLocations: [{ fullyQualifiedName: path, kind: 'resource' }],
      },
    ],
    partialFingerprints: { 'tandemKey/v1': key },
    suppressions: suppressionsOf(row, waivers),
    properties: { outcome, pack: row.pack, mode: row.mode },
  };
};

const fileOf = (path: string, launch: string | undefined): string => {
  if (launch !== undefined) return `launches/${launch}.yaml`;
  return /^[^/]+-trail\//.test(path) ? TRAIL : FOUNDATION;
};

/** What a reported pack finds is a note: it decides nothing. */
const levelOf = ({ mode, level }: Row): string => {
  if (mode === 'reported') return 'note';
  return level === 'warning' ? 'warning' : 'error';
};

const suppressionsOf = ({ waiver, outcome }: Row, waivers: ReadonlyMap<string, Waiver>): readonly object[] => {
  const found = waiver === undefined ? undefined : waivers.get(waiver);
  if (found === undefined) return [];
  return [{ kind: 'external', status: isOpen(outcome) ? 'rejected' : 'accepted', justification: reasonOf(found) }];
};
