import { z } from 'zod';
import { canonicalJson } from '../governance/register/canonical-json';
import { controlsSchema } from '../governance/register/controls';
import { registerCsv } from '../governance/register/csv';
import { findingsSarif } from '../governance/register/findings-sarif';
import { registerSchema } from '../governance/register/schema';
import { vendorsSchema } from '../governance/register/vendor-register';
import { waiverRegisterSchema } from '../governance/register/waiver-register';
import { accessMatrixSchema } from './access-matrix';
import { artifactsSchema } from './artifacts';
import { changesSchema } from './changes/schema';
import { dataFlowSchema } from './data-flow-schema';
import { dataFlowSvg } from './data-flow-svg';
import type { Evidence } from './evidence';
import { findingsCsv, findingsSchema } from './findings';
import { processingCsv } from './processing-csv';
import { processingSchema } from './processing-schema';
import { reportPage } from './report/report';
import { accessCsv, controlsCsv, retentionCsv, vendorsCsv, waiversCsv } from './tables';

/** Shape of each JSON file of `build/` that is Tandem's own; SARIF, CycloneDX and CloudFormation have their own schemas. */
export const SCHEMAS = {
  register: registerSchema,
  findings: findingsSchema,
  controls: controlsSchema,
  waivers: waiverRegisterSchema,
  changes: changesSchema,
  vendors: vendorsSchema,
  processing: processingSchema,
  'data-flow': dataFlowSchema,
  access: accessMatrixSchema,
  artifacts: artifactsSchema,
} as const satisfies Readonly<Record<string, z.ZodType>>;

/** What `build/` of a bundle says, by file; the same commit gives the same bytes. */
export const buildFiles = (evidence: Evidence): ReadonlyMap<string, string> => {
  const json = jsonFiles(evidence);
  const schemas = Object.entries(SCHEMAS).filter(([name]) => name in json);
  return new Map([
    ...Object.entries(json).map(([name, data]) => [`build/${name}.json`, jsonText(data)] as const),
    ...schemas.map(
      ([name, schema]) => [`build/schemas/${name}.schema.json`, jsonText(z.toJSONSchema(schema))] as const,
    ),
    ...Object.entries(otherFiles(evidence)).map(([file, text]) => [`build/${file}`, text] as const),
    ...evidence.templates,
  ]);
};

const jsonText = (data: unknown): string => `${canonicalJson(data)}\n`;

const jsonFiles = (evidence: Evidence): Readonly<Record<string, unknown>> => ({
  register: evidence.register,
  findings: evidence.findings,
  controls: evidence.controls,
  waivers: { asOf: evidence.register.about.asOf, waivers: evidence.waivers },
  ...(evidence.changes === undefined ? {} : { changes: evidence.changes }),
  vendors: evidence.vendors,
  processing: evidence.processing,
  'data-flow': evidence.flow,
  access: evidence.access,
  artifacts: evidence.artifacts,
});

const otherFiles = (evidence: Evidence): Readonly<Record<string, string>> => ({
  'register.csv': registerCsv(evidence.register),
  'findings.csv': findingsCsv(evidence.findings),
  'findings.sarif': jsonText(findingsSarif(evidence.register, evidence.workspace.waivers)),
  'controls.csv': controlsCsv(evidence.controls.frameworks),
  'waivers.csv': waiversCsv(evidence.waivers),
  'vendors.csv': vendorsCsv(evidence.vendors),
  'processing.csv': processingCsv(evidence.processing),
  'retention.csv': retentionCsv(evidence.processing.retention),
  'data-flow.svg': dataFlowSvg(evidence.flow, 'The way of personal data'),
  'access.csv': accessCsv(evidence.access),
  'sbom.cdx.json': jsonText(evidence.sbom),
  'report.html': reportPage(evidence),
});
