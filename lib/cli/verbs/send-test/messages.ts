import type { LaunchDefinition } from '../../../../contracts/decision';
import { MOST_TESTS, type TestMessage } from '../../../../contracts/send-test';
import { EnvironmentError } from '../../context';

/** Which of a launch's messages; each that is left out means all. */
export interface Wanted {
  readonly channel?: string;
  readonly offer?: string;
  readonly language?: string;
}

/** The messages of a launch that vendors deliver, and its other channels that are wanted. */
export interface Picked {
  readonly messages: readonly TestMessage[];
  /** Nothing is sent there. */
  readonly pulled: readonly string[];
}

/** Takes what is wanted of a launch; what it does not have is a mistake of the command. */
export const pickMessages = ({ channels, offers }: LaunchDefinition, wanted: Wanted): Picked => {
  const only = (what: keyof Wanted, known: readonly string[]): readonly string[] => {
    const one = wanted[what];
    if (one === undefined) return known;
    if (known.includes(one)) return [one];
    throw new EnvironmentError(`The launch has no ${what} "${one}"; it has: ${known.join(', ')}.`);
  };
  const languages = only('language', [...new Set(offers.flatMap(({ copy }) => Object.keys(copy)))]);
  const offerIds = only(
    'offer',
    offers.map(({ id }) => id),
  );
  const used = only(
    'channel',
    channels.use.map(({ channel }) => channel),
  );
  const isPush = (channel: string): boolean => channels.use.find((use) => use.channel === channel)?.kind === 'push';
  const messages = used
    .filter(isPush)
    .flatMap((channel) =>
      offers
        .filter(({ id }) => offerIds.includes(id))
        .flatMap(({ id: offer, copy }) =>
          languages
            .filter((language) => Object.hasOwn(copy, language))
            .map((language) => ({ channel, offer, language })),
        ),
    );
  if (messages.length > MOST_TESTS) {
    throw new EnvironmentError(
      `These are ${messages.length} messages, of which ${MOST_TESTS} go at once: give --channel, --offer or --language.`,
    );
  }
  return { messages, pulled: used.filter((channel) => !isPush(channel)) };
};
