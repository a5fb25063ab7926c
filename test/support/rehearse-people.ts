import type { LaunchDefinition } from '../../contracts/decision';
import { email, firstOf } from './decision-fixtures';
import { edgeEvent } from './profile-events';
import { hashed, type RehearseWorld } from './rehearse-world';

export const REHEARSE_NOW = '2026-11-27T12:00:00.000Z';
/** In the place of every token and id; nothing of them may leave. */
export const MARKER = 'mArKeR';
/** Identifier of a customer, by number. */
export const user = (number: number): string => `user_id:${MARKER}u${number}`;

/** So many customers who have come to the world by now; `of`: what is told of each, by its number. */
export const populate = async (
  world: RehearseWorld,
  count: number,
  of: (number: number) => { readonly email?: boolean; readonly consent?: boolean; readonly list?: string },
): Promise<void> => {
  for (let number = 0; number < count; number += 1) {
    const { email: hasEmail = true, consent = true, list } = of(number);
    const tell = (event: string, properties: Readonly<Record<string, string>>) =>
      world.arrive(
        edgeEvent({ id: `${number} ${event}`, event, at: '2026-11-20T00:00:00.000Z', by: [user(number)], properties }),
      );
    await tell('Customer Identified', hasEmail ? { email: `tok_${MARKER}${number}` } : { language: 'en' });
    if (consent) await tell('Consent Granted', { purpose: 'personalised-offers', channel: '*' });
    if (list !== undefined) await tell('List Joined', { list });
  }
  world.time.now = REHEARSE_NOW;
};

/** A launch that reaches people by e-mail. */
export const byMail = (over: Partial<LaunchDefinition> = {}) => hashed('coats', { channels: firstOf(email), ...over });
/** A customer enters a store. */
export const entered = (world: RehearseWorld, number: number, at: string) =>
  world.arrive(edgeEvent({ id: `${number} ${at}`, event: 'Store Entered', at, by: [user(number)] }));
