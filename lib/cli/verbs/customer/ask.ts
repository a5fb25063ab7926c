import type { CustomerVerb } from '../../../../contracts/subject-rights';
import { type Answer, refuse } from '../../answer';
import { fileFinding } from '../../codes';
import { type Context, EnvironmentError } from '../../context';

type Asked<Body> = { readonly refused: Answer } | { readonly refused?: never; readonly body: Body };

/**
 * Asks the stage's API about a customer. Who is unknown and what identity.yaml does not know is a refusal; an API that
 * does not let us in, or does not answer, is the environment's fault.
 */
export const ask = async <Body>(context: Context, verb: CustomerVerb, body: object): Promise<Asked<Body>> => {
  const { customers } = await context.services();
  const answer = await customers.ask(verb, body);
  if (answer.status < 300) return { body: answer.body as Body };
  const { code, title } = answer.body;
  if (answer.status === 404 && code === 'unknown-customer') {
    const fix = 'Check the value; a customer who was erased is unknown, too.';
    return { refused: refuse(fileFinding('customer.unknown', 'platform/identity.yaml', String(title), fix)) };
  }
  if (answer.status === 404 && code === 'unknown-receipt') {
    const fix = 'Receipts are named era_ and 22 characters; the stage is the one in the first line.';
    return { refused: refuse(fileFinding('customer.noReceipt', 'platform/identity.yaml', String(title), fix)) };
  }
  if (answer.status === 400) {
    const fix = 'Give a type of identity.yaml and a value of that type.';
    return { refused: refuse(fileFinding('customer.notAsked', 'platform/identity.yaml', String(title), fix)) };
  }
  throw new EnvironmentError(`POST /v1/customers/${verb} answered ${answer.status}: ${String(title ?? code)}.`);
};
