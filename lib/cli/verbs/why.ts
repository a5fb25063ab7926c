import type { LaunchDefinition } from '../../../contracts/decision';
import type { LaunchExplanation } from '../../../contracts/explanation';
import type { Subject } from '../../../contracts/subject-rights';
import { compileLaunch } from '../../workspace';
import type { Answer } from '../answer';
import { type Context, EnvironmentError } from '../context';
import { soundLaunch } from '../sound-launch';
import { ask } from './customer/ask';
import { explanationLines } from './why/lines';

/**
 * Says why a customer would get an offer of the launch as its file stands, or not: the deployed platform judges it, with all
 * that it knows of the customer. Nothing is recorded. E-mail addresses and phone numbers are asked for, never taken as argument.
 */
export const why = async (context: Context, launch: string, customer: string): Promise<Answer> => {
  const sound = soundLaunch(context, launch);
  if (sound.refused !== undefined) return sound.refused;
  const { workspace, manifest } = sound;
  const subject = await subjectOf(context, workspace.identity.types, customer);
  const definition = withoutWords(compileLaunch(manifest, workspace));
  const answer = await ask<LaunchExplanation>(context, 'why', { ...subject, definition });
  if (answer.refused !== undefined) return answer.refused;
  return { data: { why: answer.body }, lines: explanationLines(answer.body, subject.type) };
};

/** Who gets an offer does not hang on its words, and they are most of a definition. */
const withoutWords = (definition: LaunchDefinition): LaunchDefinition => ({
  ...definition,
  offers: definition.offers.map((offer) => ({ ...offer, copy: {} })),
});

/** Kinds of identifiers that are a way to reach somebody, and so no words of a command line. */
const ADDRESSES: readonly string[] = ['email', 'phone'];

const subjectOf = async (
  context: Context,
  types: readonly { readonly type: string; readonly kind: string }[],
  customer: string,
): Promise<Subject> => {
  const [name = '', ...rest] = customer.split(':');
  const type = types.find((one) => one.type === name);
  if (type === undefined) {
    throw new EnvironmentError(`--customer begins with one of: ${types.map((one) => one.type).join(', ')}.`);
  }
  const given = rest.join(':');
  if (given !== '' && given !== '-' && ADDRESSES.includes(type.kind)) {
    const advice = `Give --customer ${name} alone and type it when you are asked, or pipe it in.`;
    throw new EnvironmentError(`A command line stays in the shell's history, and must not hold a ${name}. ${advice}`);
  }
  const value = given === '' || given === '-' ? await context.askPrivately(`${name}: `) : given;
  if (value === '') throw new EnvironmentError(`No ${name} was given: type it when you are asked, or pipe it in.`);
  return { type: name, value };
};
