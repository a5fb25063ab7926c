import { type CfnResource, Stack } from 'aws-cdk-lib';
import { CfnStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnArchive, CfnRule } from 'aws-cdk-lib/aws-events';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { LOGGABLE, TELLTALE } from '../telltale';
import type { ConstructRule } from './rule';

/** Patterns, environments and log formats stand in templates and consoles that many people read: nothing in them tells a person or a secret. */
export const noPersonalData: ConstructRule = {
  id: 'no-personal-data',
  severity: 'fatal',
  what: 'No event pattern, environment or log format holds or writes what tells a person, or a secret.',
  why: 'Templates, consoles and logs are read by people who may not read customers.',
  fix: 'Match tokens, name secrets instead of holding them, and log routes instead of paths.',
  check: (resource) => {
    const facts = factsOf(resource);
    if (facts === undefined) return 'not-applicable';
    const text = JSON.stringify(Stack.of(resource).resolve(facts.holds) ?? '');
    const found = [
      ...TELLTALE.filter(([, pattern]) => pattern.test(text)).map(([what]) => `${facts.where} holds ${what}`),
      ...(facts.isFormat ? unloggable(text).map((variable) => `${facts.where} writes ${variable}`) : []),
    ];
    return found.length === 0 ? 'compliant' : { finding: found.join(', ') };
  },
};

interface Facts {
  readonly where: string;
  readonly holds: unknown;
  readonly isFormat?: boolean;
}

const factsOf = (resource: CfnResource): Facts | undefined => {
  if (resource instanceof CfnRule || resource instanceof CfnArchive)
    return { where: 'the pattern', holds: resource.eventPattern };
  if (resource instanceof CfnFunction) return { where: 'the environment', holds: resource.environment };
  if (resource instanceof CfnStage)
    return { where: 'the log format', holds: resource.accessLogSettings, isFormat: true };
  return undefined;
};

const unloggable = (text: string): readonly string[] =>
  [...text.matchAll(/\$context\.[A-Za-z0-9_.]+/g)].map(([variable]) => variable).filter((one) => !LOGGABLE.test(one));
