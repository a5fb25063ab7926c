import { Stack } from 'aws-cdk-lib';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { LOCAL_STAGE } from '../../blocks/stage-context';
import type { ConstructRule } from './rule';

/** Outside stage `local` no function goes by a clock that can be set, and none sends to anyone but a vendor. */
export const localOnlySwitches = (stage: string): ConstructRule => ({
  id: 'local-only-switches',
  severity: 'fatal',
  what: 'BUSINESS_CLOCK=control and VENDOR_URL_OVERRIDE exist in stage local only.',
  why: 'A clock that can be set, or an address that can be changed, would undo approvals and windows.',
  fix: 'Take the variable away; business time is the real time and vendors are reached at their own address.',
  check: (resource) => {
    if (!(resource instanceof CfnFunction) || stage === LOCAL_STAGE) return 'not-applicable';
    const { environment } = resource;
    const { variables = {} } = (Stack.of(resource).resolve(environment) ?? {}) as {
      variables?: Record<string, unknown>;
    };
    const set = [
      ...(variables.BUSINESS_CLOCK === 'control' ? ['BUSINESS_CLOCK=control'] : []),
      ...('VENDOR_URL_OVERRIDE' in variables ? ['VENDOR_URL_OVERRIDE'] : []),
    ];
    return set.length === 0 ? 'compliant' : { finding: `${set.join(' and ')} in stage "${stage}"` };
  },
});
