import type { Finding, Severity } from '../../contracts/finding';

const LEVEL: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };

/** Findings as SARIF 2.1.0, for code scanning and editors. */
export const sarif = (findings: readonly Finding[]): string => {
  const rules = [...new Map(findings.map((one) => [one.code, one])).values()];
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'tandem',
            rules: rules.map(({ code, docs }) => ({ id: code, help: { text: `See ${docs}` } })),
          },
        },
        results: findings.map(({ code, severity, file, line, column, path, message, fix }) => ({
          ruleId: code,
          level: LEVEL[severity],
          message: { text: `${path === '' ? '' : `${path}: `}${message}. ${fix}` },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: file },
                region: { startLine: line, startColumn: column },
              },
            },
          ],
        })),
      },
    ],
  };
  return JSON.stringify(log, null, 2);
};
