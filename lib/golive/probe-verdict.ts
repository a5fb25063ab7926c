import type { ProbeMessage, ProbePlan, Proof } from '../../contracts/probe';

/** What a probe has shown so far. */
export interface ProbeVerdict {
  readonly passed: boolean;
  /** Steps of the way that were walked, in their order and in words. */
  readonly proven: readonly string[];
  /** The first thing that did not pass, or that was not heard of; empty where all has passed. */
  readonly why: string;
  /** Whether what is missing may still come. */
  readonly waits: boolean;
}

const WAY: Readonly<Record<ProbePlan['by'], string>> = {
  event: "the launch's own rule, decision queue, decide-offer",
  at: 'blast queue, run-blast (the schedule itself was not set off)',
  ask: '',
};

const named = ({ channel, offer, language }: ProbeMessage): string => `${offer} over ${channel} in ${language}`;

/** Judges what is proven of a launch's way by what it has to be. Whatever is not proven has not passed. */
export const probeVerdict = ({ by, messages, offers }: ProbePlan, proofs: readonly Proof[]): ProbeVerdict => {
  const said = (step: Proof['step'], id?: string): Proof | undefined =>
    proofs.find((one) => one.step === step && (id === undefined || one.id === id));
  const decided = said(by === 'at' ? 'run-blast' : 'decide-offer');
  const wordless = offers.map((one) => ({
    one,
    proof: said('offer-api', `${one.channel}/${one.offer}/${one.language}`),
  }));
  const sent = messages.map((one) => ({ one, proof: said('deliver-message', one.messageId) }));
  const refused = [
    ...(decided?.reason === undefined || messages.length === 0 ? [] : [`the decision: ${decided.reason}`]),
    ...wordless.flatMap(({ one, proof }) =>
      proof === undefined || proof.reason !== undefined ? [`${named(one)}: ${proof?.reason ?? 'not answered'}`] : [],
    ),
    ...sent.flatMap(({ one, proof }) =>
      proof?.reason === undefined ? [] : [`${named(one)}, at the gateway for ${one.vendor}: ${proof.reason}`],
    ),
  ];
  const missing = sent.filter(({ proof }) => proof === undefined).map(({ one }) => named(one));
  const waits = refused.length === 0 && missing.length > 0;
  return {
    passed: refused.length === 0 && missing.length === 0,
    proven: [
      ...(messages.length > 0 && decided !== undefined && decided.reason === undefined ? [WAY[by]] : []),
      ...(messages.length > 0 && missing.length === 0 ? [gatewayWords(messages)] : []),
      ...(offers.length > 0 ? [`offer-api: ${counted(offers.length, 'offer')} decided and worded`] : []),
    ],
    why: refused[0] ?? (waits ? lostAt(by, decided !== undefined, missing) : ''),
    waits,
  };
};

const gatewayWords = (messages: ProbePlan['messages']): string => {
  const vendors = [...new Set(messages.map(({ vendor }) => vendor))].sort().join(', ');
  return `bus, queues and gateway for ${vendors}: ${counted(messages.length, 'message')} stopped before HTTP`;
};

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

const lostAt = (by: ProbePlan['by'], wasDecided: boolean, missing: readonly string[]): string =>
  wasDecided
    ? `nothing heard from the gateway of ${missing[0]}`
    : `nothing heard of it after ${by === 'at' ? 'the blast queue' : "the launch's rule"}: no decision was made`;
