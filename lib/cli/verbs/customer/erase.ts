import type { ErasureAnswer } from '../../../../contracts/subject-rights';
import { type Answer, refuse } from '../../answer';
import { fileFinding } from '../../codes';
import { type Context, EnvironmentError } from '../../context';
import { ask } from './ask';
import { receiptLines } from './receipt';

export interface EraseOptions {
  readonly receipt?: string;
  readonly yes?: boolean;
}
interface Named {
  readonly type: string | undefined;
  readonly value: string | undefined;
}

const POLL_MS = 2000;
const POLLS = 60;

/** Erases a customer once the value was typed again, and shows the receipt until it is signed or waits for a vendor. */
export const eraseCustomer = async (
  context: Context,
  { type, value }: Named,
  options: EraseOptions,
): Promise<Answer> => {
  if (options.receipt !== undefined)
    return show(await ask<ErasureAnswer>(context, 'erase', { receipt: options.receipt }));
  if (type === undefined || value === undefined)
    throw new EnvironmentError('Name a type and a value, or give --receipt.');
  const refused = await confirmed(context, value, options);
  if (refused !== undefined) return refused;
  const started = await ask<ErasureAnswer>(context, 'erase', { type, value });
  return started.refused ?? follow(context, started.body);
};

/** There is no way back, and a look at the screen is not enough. */
const confirmed = async (context: Context, value: string, { yes }: EraseOptions): Promise<Answer | undefined> => {
  if (yes === true) return undefined;
  if (context.ask === undefined) throw new EnvironmentError('Nobody is at the terminal: give --yes.');
  const typed = await context.ask(
    `This erases the customer on stage ${context.stage} for good. Type the identifier again to go on: `,
  );
  if (typed === value) return undefined;
  const fix = 'Type the identifier exactly as it was given.';
  return refuse(fileFinding('customer.notConfirmed', 'platform/identity.yaml', 'nothing was erased', fix));
};

const follow = async (context: Context, started: ErasureAnswer): Promise<Answer> => {
  const { receipt } = started.receipt;
  let current = started;
  let told = '';
  for (let poll = 0; poll < POLLS && current.receipt.step !== 'done'; poll += 1) {
    if (current.receipt.step !== told) context.progress(`${receipt}: ${current.receipt.step}`);
    told = current.receipt.step;
    await context.wait(POLL_MS);
    const asked = await ask<ErasureAnswer>(context, 'erase', { receipt });
    if (asked.refused !== undefined) return asked.refused;
    current = asked.body;
  }
  return show({ body: current });
};

const show = (asked: Awaited<ReturnType<typeof ask<ErasureAnswer>>>): Answer =>
  asked.refused ?? { data: { ...asked.body }, lines: receiptLines(asked.body) };
