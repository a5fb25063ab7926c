import type { BusEvent, EventDetail } from '../../contracts/event';
import { PLATFORM_EVENT, SOURCE } from '../../contracts/names';
import type { Purpose } from '../../contracts/platform';
import type { PlatformConfig } from '../../contracts/platform-config';
import type { PersonView } from '../../contracts/profile';
import { EVERY } from './consent';
import { type ConsentPolicy, mayAddress } from './permission';
import type { PreferenceLink } from './preference-token';
import { identifierOf } from './strand';

/** The source under which the preference centre speaks. */
export const PREFERENCE_SOURCE = 'preference-centre';

/** One thing a customer can say yes or no to. */
export interface Choice {
  readonly channel: string;
  readonly title: string;
  readonly yes: boolean;
}

/** A purpose with its channels, as the page shows it. */
export interface PurposeChoices {
  readonly purpose: string;
  readonly title: string;
  readonly description: string;
  readonly notice?: Purpose['notice'];
  readonly choices: readonly Choice[];
}

type Known = Pick<PlatformConfig, 'purposes' | 'channels'>;

/** All that a customer can choose, and how it stands at an instant (epoch milliseconds); without a view as for somebody new. */
export const choicesOf = (
  { purposes, channels }: Known,
  view: Pick<PersonView, 'consent'> | undefined,
  policy: ConsentPolicy,
  at: number,
): readonly PurposeChoices[] =>
  purposes.flatMap(({ purpose, title, description, notice, channels: used }) => {
    const choices = channels
      .filter(({ channel }) => used.includes(channel))
      .map(({ channel, title: named = channel }) => ({
        channel,
        title: named,
        yes: mayAddress(view ?? { consent: {} }, { purpose, channel, at }, policy),
      }));
    return choices.length === 0
      ? []
      : [{ purpose, title, description, choices, ...(notice === undefined ? {} : { notice }) }];
  });

/** What somebody said: yes or no to a purpose on a channel. `*` only with a no. */
export interface Said {
  readonly purpose: string;
  readonly channel: string;
  readonly yes: boolean;
}

export const NO_TO_ALL: Said = { purpose: EVERY, channel: EVERY, yes: false };

/** Form field of a choice: its name is what it is about. */
export const fieldName = (purpose: string, channel: string): string => `${purpose}/${channel}`;

/** Name of the hidden fields that say how a choice stood when the page was made. */
export const SHOWN = 'shown';

/**
 * What a form that was sent back changes about what its page showed. Compared with the page and not with the profile: what
 * was said a second ago may still be on its way there. Fields of anything that cannot be chosen say nothing.
 */
export const saidIn = (form: URLSearchParams, known: Known): readonly Said[] => {
  const shown = new Map(
    form.getAll(SHOWN).map((text) => [text.slice(0, text.lastIndexOf('=')), text.endsWith('=yes')]),
  );
  return choicesOf(known, undefined, { withoutConsent: [], consentSeconds: {} }, 0).flatMap(({ purpose, choices }) =>
    choices.flatMap(({ channel }): readonly Said[] => {
      const field = fieldName(purpose, channel);
      const was = shown.get(field);
      const yes = form.has(field);
      return was === undefined || was === yes ? [] : [{ purpose, channel, yes }];
    }),
  );
};

/** The choices as a form that was sent back has them. */
export const afterForm = (choices: readonly PurposeChoices[], form: URLSearchParams): readonly PurposeChoices[] =>
  choices.map((one) => ({
    ...one,
    choices: one.choices.map((choice) => ({ ...choice, yes: form.has(fieldName(one.purpose, choice.channel)) })),
  }));

export type PreferenceMethod = 'preference-centre' | 'one-click';

interface Saying {
  readonly link: PreferenceLink;
  readonly method: PreferenceMethod;
  /** ISO 8601. */
  readonly at: string;
  readonly trace: string;
  /** A new one for each event: the same person may say the same again, and mean it. */
  readonly newId: () => string;
  readonly config: Pick<PlatformConfig, 'purposes' | 'catalog'>;
}

/** One consent event for each thing said, as the edge would let it in. */
export const consentEvents = (said: readonly Said[], saying: Saying): readonly BusEvent[] =>
  said.map(({ purpose, channel, yes }) => {
    const { link, method, at, trace, newId, config } = saying;
    const event = yes ? PLATFORM_EVENT.consentGranted : PLATFORM_EVENT.consentWithdrawn;
    const notice = config.purposes.find((one) => one.purpose === purpose)?.notice;
    const properties: EventDetail['properties'] = {
      purpose,
      channel,
      method,
      collector: PREFERENCE_SOURCE,
      ...(yes ? {} : { reason: 'unsubscribed' }),
      ...(notice === undefined ? {} : { noticeVersion: notice.version, noticeUrl: notice.url }),
      ...(link.message === undefined ? {} : { messageId: link.message.id }),
    };
    return {
      source: `${SOURCE.edgePrefix}${PREFERENCE_SOURCE}`,
      detailType: event,
      detail: {
        schema: config.catalog[event]?.schema ?? `${event}/1-0-0`,
        messageId: newId(),
        occurredAt: at,
        receivedAt: at,
        identifiers: [identifierOf(link.strand)],
        properties,
        trace,
      },
    };
  });
