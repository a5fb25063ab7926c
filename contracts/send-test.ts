import type { LaunchDefinition } from './decision';
import type { ProbeTask } from './probe';
import type { Tester } from './tester';

/** Start of a test message's id, which vendors give back when they report on it. */
const TEST_PREFIX = 'test_';
/** Whether an id is a test message's: what is reported about one is nothing that a customer did. */
export const isTestMessage = (messageId: unknown): boolean =>
  typeof messageId === 'string' && messageId.startsWith(TEST_PREFIX);

/** Makes a message a test. Holds no address. */
export interface TestMark {
  /** Id of the tester whom it goes to. */
  readonly tester: string;
  readonly language: string;
  /** Who asked for it. */
  readonly by: string;
}

/** One message of a launch. */
export interface TestMessage {
  readonly channel: string;
  readonly offer: string;
  readonly language: string;
}

/** What operators ask `send-test`: to send messages of a definition to a tester, or how they ended. */
export type SendTestTask =
  | {
      readonly task: 'send';
      /** The same again sends nothing twice. */
      readonly run: string;
      readonly by: string;
      readonly definition: LaunchDefinition;
      readonly tester: Tester;
      readonly messages: readonly TestMessage[];
    }
  | { readonly task: 'look'; readonly messages: readonly string[] }
  | ProbeTask;

/** Why nothing of a request was sent. */
export type TestRefusal = 'definition-unsound' | 'not-a-tester' | 'message-unknown' | 'vendor-unknown';

export type SendTestAnswer =
  | { readonly refused: TestRefusal }
  | { readonly refused?: never; readonly sent: readonly (TestMessage & { readonly messageId: string })[] };

/** How a test message ended, or that it has not yet. */
export interface TestEnd {
  readonly messageId: string;
  readonly state: 'waiting' | 'delivered' | 'failed' | 'refused';
  readonly reason?: string;
  /** HTTP status of the vendor, or 0 where none came back. */
  readonly status: number;
}
export interface LookAnswer {
  readonly ends: readonly TestEnd[];
}

/** Most messages of one request, and most characters of a definition. */
export const MOST_TESTS = 60;
export const LONGEST_DEFINITION = 100_000;
