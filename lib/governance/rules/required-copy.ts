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
      .filter((required) => concerns(required, launch))
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

const concerns = ({ channels, purposes }: Required, launch: LaunchManifest): boolean =>
  (purposes === undefined || purposes.includes(launch.purpose)) &&
  (channels === undefined || launch.channels.use.some((use) => channels.includes(use.channel)));

const missing = ({ text, reason }: Required, language: string, copy: Copy, path: Path): readonly Draft[] => {
  const words = text[language];
  if (words === undefined) return [{ ...say('copy.required.language', { language, reason }), path, at: 'key' }];
  if (plain(`${copy.headline}\n${copy.body}`).includes(plain(words))) return [];
  return [{ ...say('copy.required', { words, reason }), path: [...path, 'body'] }];
};

const plain = (text: string): string => text.toLowerCase().replace(/\s+/g, ' ').trim();
