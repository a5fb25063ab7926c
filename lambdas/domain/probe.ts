import type { LaunchDefinition } from '../../contracts/decision';
import type { BusEvent, Json } from '../../contracts/event';
import { SOURCE } from '../../contracts/names';
import { PROBE_PERSON, type ProbeMark, type ProbeMessage, type ProbePlan } from '../../contracts/probe';
import type { PersonView } from '../../contracts/profile';
import { SAMPLE_VALUES } from '../../contracts/sample-person';
import { MalformedMessageError } from './bus-message';
import { consentKey } from './consent';
import { emittedIdOf, probeMessageIdOf } from './ids';
import type { WallClock } from './ports/clocks';

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isInstant = (value: unknown): value is string => isText(value) && !Number.isNaN(Date.parse(value));

/** The mark of an event or a page; undefined where it has none. Throws on one that nobody of ours has made. */
export const probeOf = (given: unknown): ProbeMark | undefined => {
  if (given === undefined) return undefined;
  const { launch, hash, run, until, language } = (given ?? {}) as Partial<Record<keyof ProbeMark, unknown>>;
  if (!isText(launch) || !isText(hash) || !isText(run) || !isInstant(until)) throw new MalformedMessageError('a probe');
  return { launch, hash, run, until, ...(isText(language) && { language }) };
};

/** Whether nobody waits for a probe any more. */
export const isLate = ({ until }: ProbeMark, now: WallClock): boolean => now().getTime() > Date.parse(until);

/** Every offer of a launch, in each of its languages, over each channel: what it takes to have seen all that it can say. */
const spoken = ({ channels, offers }: LaunchDefinition) =>
  channels.use.flatMap((use) =>
    offers.flatMap(({ id, copy }) =>
      Object.keys(copy).map((language): { use: typeof use; message: ProbeMessage } => ({
        use,
        message: { channel: use.channel, offer: id, language },
      })),
    ),
  );

/** What a probe of a definition has to prove. */
export const planProbe = (definition: LaunchDefinition, run: string): ProbePlan => ({
  by: definition.trigger.kind,
  messages: spoken(definition).flatMap(({ use: { kind, vendor }, message }) =>
    kind === 'push' && vendor !== undefined
      ? [{ ...message, vendor, messageId: probeMessageIdOf(run, message.channel, message.offer, message.language) }]
      : [],
  ),
  offers: spoken(definition).flatMap(({ use: { kind }, message }) => (kind === 'pull' ? [message] : [])),
});

/** The event that sets a launch off, as a customer's does, for nobody; undefined where no event does. */
export const probeEvent = (
  { trigger }: LaunchDefinition,
  mark: ProbeMark,
  { now, trace }: { readonly now: Date; readonly trace: string },
): BusEvent | undefined => {
  if (trigger.kind !== 'event') return undefined;
  const at = now.toISOString();
  return {
    source: SOURCE.resolved,
    detailType: trigger.event,
    detail: {
      schema: `${trigger.event}/probe`,
      messageId: emittedIdOf('probe', mark.run),
      occurredAt: at,
      receivedAt: at,
      identifiers: [],
      profileId: PROBE_PERSON,
      properties: trigger.segment === undefined ? {} : { segment: trigger.segment },
      trace,
      synthetic: true,
      probe: mark,
    },
  };
};

/** In the place of an address: leads to nobody, whoever reads it. */
const NO_ADDRESS = 'nobody';

/**
 * Nobody, in the place of a customer who may be written to: consents to the launch's purpose, and has no address at all. Every
 * other value is made up.
 */
export const probeView = (
  { purpose, channels }: Pick<LaunchDefinition, 'purpose' | 'channels'>,
  { at, language }: { readonly at: string; readonly language?: string | undefined },
  reachableBy: Readonly<Record<string, string>>,
): PersonView => {
  const addresses = new Set([...Object.values(reachableBy), 'email', 'phone']);
  const values: Readonly<Record<string, Json>> = {
    ...SAMPLE_VALUES,
    ...(language !== undefined && { language }),
    ...Object.fromEntries([...addresses].map((name) => [name, NO_ADDRESS])),
  };
  const stamp = { at, key: '' };
  return {
    person: PROBE_PERSON,
    members: [],
    traits: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { ...stamp, value }])),
    consent: Object.fromEntries(
      channels.use.flatMap(({ channel }) => {
        const key = consentKey(purpose, channel);
        return key === undefined ? [] : [[key, { ...stamp, status: 'granted' as const }]];
      }),
    ),
    lists: [],
    digests: [],
  };
};

/** How an offer for a channel that asks is named in what is proven. */
export const offerProofId = ({ channel, offer, language }: ProbeMessage): string => `${channel}/${offer}/${language}`;
