import type { TestEnd, TestMessage } from '../../../../contracts/send-test';
import type { Answer } from '../../answer';
import { fileFinding } from '../../codes';
import { table } from '../../table';

/** A message that was asked for. */
export type Asked = TestMessage & { readonly messageId: string };

/** How a run of tests went. */
export interface TestReport {
  readonly launch: string;
  /** Name of the tester. */
  readonly to: string;
  /** Channels where nothing is sent. */
  readonly pulled: readonly string[];
  readonly tests: readonly (Asked & TestEnd)[];
}

/** What can be done about an end; the vendor's own answers speak for themselves. */
const FIXES: Readonly<Record<string, string>> = {
  stopped: 'Everything is paused, or the vendor is suspended: ask IT, then send the test again.',
  expired: 'It waited too long for the vendor: send the test again.',
  unreachable: 'The tester has no address for this channel in platform/teams.yaml: ask IT, or give --to another one.',
  'not-a-tester': 'What platform/teams.yaml says holds once IT has deployed it.',
  'definition-missing': 'It waited too long to be sent: send the test again.',
  'render-failed': 'Look at it with npx tandem preview: the words, the link or the layout cannot be shown.',
};
const OTHERWISE = 'docs/vendors.md says what the reason means; nothing else would reach customers either.';

/** Says how each message ended; each that was not delivered is a finding. */
export const reportTests = ({ launch, to, pulled, tests }: TestReport): Answer => {
  const file = `launches/${launch}.yaml`;
  const failed = tests.filter(({ state }) => state !== 'delivered');
  return {
    data: { launch, to, tests, notSent: pulled },
    lines: [
      ...(tests.length === 0 ? [] : [...table(['channel', 'offer', 'language', 'test', 'why'], tests.map(rowOf)), '']),
      ...(tests.length === 0
        ? []
        : [
            `${tests.length - failed.length} of ${tests.length} reached the vendor for ${to}, marked TEST and counted nowhere.`,
          ]),
      ...(pulled.length === 0
        ? []
        : [`Nothing is sent over ${pulled.join(', ')}: npx tandem preview ${launch} shows what customers see there.`]),
    ],
    findings: failed.map(({ channel, offer, language, state, reason }) =>
      fileFinding(
        'test.notDelivered',
        file,
        `${channel}, offer "${offer}" in ${language}: ${state === 'waiting' ? 'still waiting' : `${state} (${reason})`}`,
        state === 'waiting'
          ? 'It may still come within ten minutes; the vendor is busy or fails.'
          : (FIXES[reason ?? ''] ?? OTHERWISE),
      ),
    ),
  };
};

const rowOf = ({ channel, offer, language, state, status, reason }: Asked & TestEnd): readonly string[] => [
  channel,
  offer,
  language,
  state,
  reason ?? (status === 0 ? '' : `http-${status}`),
];
