import type { LaunchManifest } from '../../../contracts/launch';
import type { Policy } from '../../../contracts/policy';
import { say } from '../../messages';
import type { Draft } from '../../workspace/draft';
import type { Path } from '../../workspace/locate';
import { eachSound } from '../../workspace/sound';
import type { LaunchRule } from './rule';

/** What the law or the company wants to be said stands in the copy, in every language of the launch. */
export const requiredCopy: LaunchRule = {
  id: 'copy.required',
  severity: 'fatal',
  what: 'The copy says what policy wants to be said on its channels and for its purpose.',
  why: 'A message without it may be against the law, or a promise that the company did not make.',
  fix: 'Add the words to the copy.',
  check: (launch, { policy }) =>
    (policy?.requiredCopy ?? [])
      .filter((required) => concerns(required, launch.purpose, channelsOf(launch)))
      .flatMap((required) =>
        launch.offers.flatMap((offer, index) =>
          eachSound(() =>
            Object.entries(offer.copy).flatMap(([language, copy]) =>
              eachSound(() => missing(required, language, copy, ['offers', index, 'copy', language])),
            ),
          ),
        ),
      ),
};

type Required = Policy['requiredCopy'][number];
type Copy = LaunchManifest['offers'][number]['copy'][string];

/** What copy in a language has to say for a purpose on some channels, and does not say yet. */
export const wordsMissing = (
  { requiredCopy: all }: Pick<Policy, 'requiredCopy'>,
  { purpose, channels }: { readonly purpose: string; readonly channels: readonly string[] },
  language: string,
  copy: Pick<Copy, 'headline' | 'body'>,
): readonly string[] =>
  all
    .filter((required) => concerns(required, purpose, channels))
    .flatMap(({ text }) => text[language] ?? [])
    .filter((words) => !says(copy, words));

const channelsOf = ({ channels: { use } }: LaunchManifest): readonly string[] =>
  use.flatMap((one) => eachSound(() => [one.channel]));

const concerns = ({ channels, purposes }: Required, purpose: string, used: readonly string[]): boolean =>
  (purposes?.includes(purpose) ?? true) && (channels?.some((channel) => used.includes(channel)) ?? true);

const missing = ({ text, reason }: Required, language: string, copy: Copy, path: Path): readonly Draft[] => {
  const words = text[language];
  if (words === undefined) return [{ ...say('copy.required.language', { language, reason }), path, at: 'key' }];
  if (says(copy, words)) return [];
  return [{ ...say('copy.required', { words, reason }), path: [...path, 'body'] }];
};

const says = ({ headline, body }: Pick<Copy, 'headline' | 'body'>, words: string): boolean =>
  plain(`${headline}\n${body}`).includes(plain(words));

const plain = (text: string): string => text.toLowerCase().replace(/\s+/g, ' ').trim();
