import type { LaunchDefinition } from '../../../contracts/decision';
import type { PersonView } from '../../../contracts/profile';
import { armOf } from '../../../lambdas/domain/holdout';
import { emptyLedger } from '../../../lambdas/domain/ledger';
import { grant, identify, type SegmentCall } from './calls';

/** A made-up customer whom a source knows by user id and e-mail. */
export interface Customer {
  readonly userId: string;
  readonly email: string;
}

export const customers = (name: string, count: number): readonly Customer[] =>
  Array.from({ length: count }, (_, index) => ({
    userId: `${name}-${index}`,
    email: `${name}.${index}@shoppers.test`,
  }));

/** A customer who lets us write e-mails about offers. */
export const welcome = (
  { userId, email }: Customer,
  traits: Readonly<Record<string, unknown>> = {},
): readonly SegmentCall[] => [
  identify({ userId }, { email, first_name: 'Ada', ...traits }),
  grant({ userId }, 'email'),
];

/** Which arm of a launch's experiment somebody draws who has not met it yet. */
export const drawnArm = (view: PersonView, definition: LaunchDefinition, salt: string) =>
  armOf(definition, view, emptyLedger, salt);
