import type { LaunchDefinition, MessageRequest } from '../../contracts/decision';
import {
  LONGEST_DEFINITION,
  MOST_TESTS,
  type SendTestTask,
  type TestMark,
  type TestMessage,
  type TestRefusal,
} from '../../contracts/send-test';
import { type RegisteredTester, type Tester, testerAddresses, testerId } from '../../contracts/tester';
import { isFields } from './call';
import { canonicalJson, sha256Hex } from './canonical';
import { testMessageIdOf, testRunIdOf } from './ids';
import type { HeldRequest } from './ports/queues';
import { readDefinition } from './read-definition';
import { own } from './record';
import { isRegistered } from './tester';

type SendTask = Extract<SendTestTask, { task: 'send' }>;

const isText = (value: unknown): value is string => typeof value === 'string';
const hasTexts = (value: unknown, ...names: readonly string[]): boolean =>
  isFields(value) && names.every((name) => isText(own(value, name)));
const optional = (value: unknown, isRight: (value: unknown) => boolean): boolean =>
  value === undefined || isRight(value);

const isCopy = (value: unknown): boolean =>
  isFields(value) &&
  hasTexts(value, 'headline', 'body') &&
  optional(value.link, (link) => hasTexts(link, 'label', 'to')) &&
  optional(value.image, (image) => hasTexts(image, 'file', 'alt'));
const isCode = (value: unknown): boolean => hasTexts(value, 'fixed') || hasTexts(value, 'pool');

/**
 * A definition that somebody sent, or undefined where it could not have been compiled: its shape, its words, its size, and that it
 * is what its hash says.
 */
export const readTestDefinition = (value: unknown): LaunchDefinition | undefined => {
  const definition = readDefinition(value);
  if (definition === undefined) return undefined;
  const { hash, ...rest } = definition;
  const text = canonicalJson(rest);
  const isSound =
    text.length <= LONGEST_DEFINITION &&
    sha256Hex(text).slice(0, 32) === hash &&
    definition.offers.every(({ copy, code }) => optional(code, isCode) && Object.values(copy).every(isCopy)) &&
    definition.channels.use.every(({ layout }) => optional(layout, isText));
  return isSound ? definition : undefined;
};

/** What a request comes to: messages for the vendors' queues, or why there are none. */
export type TestPlan =
  | { readonly refused: TestRefusal }
  | {
      readonly refused?: never;
      readonly definition: LaunchDefinition;
      /** As it is kept, under this id. */
      readonly id: string;
      readonly tester: Tester;
      readonly messages: readonly (TestMessage & { readonly held: HeldRequest & { readonly test: TestMark } })[];
    };

/** Time for a test to be sent in; what a vendor puts off longer is not waited for by anybody. */
const MINUTES = 10;

/** Who asked, in the shape of an id: no address can stand there. */
const nameOf = (by: unknown): string =>
  String(by)
    .replace(/[^\w.-]+/g, '-')
    .slice(0, 64) || 'unknown';

/** What a request is judged by. */
export interface TestRules {
  readonly testers: readonly RegisteredTester[];
  /** Whether anything is sent to a vendor. */
  readonly isServed: (vendor: string) => boolean;
  /** Business time. */
  readonly now: Date;
  readonly trace: string;
}

/** Judges a request and makes its messages; nothing of it is taken on trust but the words. The same request makes the same messages. */
export const planTest = (task: SendTask, { testers, isServed, now, trace }: TestRules): TestPlan => {
  const definition = readTestDefinition(task.definition);
  if (definition === undefined) return { refused: 'definition-unsound' };
  const tester = readTester(task.tester);
  if (tester === undefined || !isRegistered(testers, definition.team, tester)) return { refused: 'not-a-tester' };
  const { run, messages: asked } = task;
  if (!isText(run) || !Array.isArray(asked) || asked.length > MOST_TESTS) return { refused: 'message-unknown' };
  const id = testerId(definition.team, tester.name);
  const requests = asked.map((one: TestMessage) =>
    requestOf(one, definition, testRunIdOf(run, definition.hash, id), now),
  );
  if (!requests.every((one) => one !== undefined)) return { refused: 'message-unknown' };
  if (!requests.every(({ vendor }) => isServed(vendor))) return { refused: 'vendor-unknown' };
  const messages = requests.map((request, index) => {
    const { channel, offer, language } = asked[index] as TestMessage;
    const test: TestMark = { tester: id, language, by: nameOf(task.by) };
    return { channel, offer, language, held: { request, hop: 0, trace, test } };
  });
  return { definition, id, tester, messages };
};

const readTester = (given: unknown): Tester | undefined => {
  if (!isFields(given) || !isText(given.name)) return undefined;
  const { name, email, phone } = given;
  if (!optional(email, isText) || !optional(phone, isText)) return undefined;
  return { name, ...testerAddresses({ email, phone } as Pick<Tester, 'email' | 'phone'>) };
};

const requestOf = (
  message: TestMessage,
  definition: LaunchDefinition,
  run: string,
  now: Date,
): MessageRequest | undefined => {
  if (!hasTexts(message, 'channel', 'offer', 'language')) return undefined;
  const { channel, offer, language } = message;
  const use = definition.channels.use.find((one) => one.channel === channel);
  const copy = definition.offers.find(({ id }) => id === offer)?.copy;
  if (use?.kind !== 'push' || use.vendor === undefined || copy === undefined || own(copy, language) === undefined)
    return undefined;
  return {
    messageId: testMessageIdOf(run, channel, offer, language),
    decisionId: run,
    launch: definition.launch,
    definitionHash: definition.hash,
    offer,
    channel,
    vendor: use.vendor,
    person: 'tester',
    purpose: definition.purpose,
    requestedAt: now.toISOString(),
    notAfter: new Date(now.getTime() + MINUTES * 60_000).toISOString(),
  };
};
