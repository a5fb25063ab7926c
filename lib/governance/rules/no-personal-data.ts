import { type CfnResource, Stack } from 'aws-cdk-lib';
import { CfnStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnArchive, CfnRule } from 'aws-cdk-lib/aws-events';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { LOGGABLE, TELLTALE } from '../telltale';
import type { ConstructRule } from './rule';

/** Patterns, inputs, environments and log formats stand in templates and consoles that many people read: nothing in them tells a person or a secret. */
export const noPersonalData: ConstructRule = {
  id: 'no-personal-data',
  severity: 'fatal',
  what: 'No event pattern, input of a rule or schedule, environment or log format holds or writes what tells a person, or a secret.',
  why: 'Templates, consoles and logs are read by people who may not read customers.',
  fix: 'Match tokens, name secrets instead of holding them, and log routes instead of paths.',
  check: (resource) => {
    const facts = factsOf(resource);
    if (facts.length === 0) return 'not-applicable';
    const found = facts.flatMap((one) => faultsOf(one, JSON.stringify(Stack.of(resource).resolve(one.holds) ?? '')));
    return found.length === 0 ? 'compliant' : { finding: found.join(', ') };
  },
};

interface Facts {
  readonly where: string;
  readonly holds: unknown;
  readonly isFormat?: boolean;
}

const factsOf = (resource: CfnResource): readonly Facts[] => {
  if (resource instanceof CfnRule)
    return [
      { where: 'the pattern', holds: resource.eventPattern },
      { where: 'a target', holds: resource.targets },
    ];
  if (resource instanceof CfnArchive) return [{ where: 'the pattern', holds: resource.eventPattern }];
  if (resource instanceof CfnSchedule) return [{ where: 'the target', holds: resource.target }];
  if (resource instanceof CfnFunction) return [{ where: 'the environment', holds: resource.environment }];
  if (resource instanceof CfnStage)
    return [{ where: 'the log format', holds: resource.accessLogSettings, isFormat: true }];
  return [];
};

const faultsOf = ({ where, isFormat = false }: Facts, text: string): readonly string[] => [
  ...TELLTALE.filter(([, pattern]) => pattern.test(text)).map(([what]) => `${where} holds ${what}`),
  ...(isFormat ? unloggable(text).map((variable) => `${where} writes ${variable}`) : []),
];

const unloggable = (text: string): readonly string[] =>
  [...text.matchAll(/\$context\.[A-Za-z0-9_.]+/g)].map(([variable]) => variable).filter((one) => !LOGGABLE.test(one));
