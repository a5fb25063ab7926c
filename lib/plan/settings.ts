import { conditionWords, durationWords } from '../../contracts/condition-words';
import { clockText } from '../calendar/words';
import { triggerWords } from './changes/definition';
import { givesWords } from './changes/offers';
import type { Planned } from './parts/used';
import { sumText } from './report/figures';

/** One setting of the launch as it will hold, with the file that it comes from: what marketing left out is a default. */
export interface Setting {
  readonly name: string;
  readonly value: string;
  readonly from: 'the launch' | `platform/${string}.yaml` | 'no one';
}

/** Every setting of a launch, all defaults filled in. */
export const settingsOf = ({ manifest, definition }: Planned): readonly Setting[] => {
  const { window, audience, channels, limits, budget, goal } = definition;
  const from = (isWritten: boolean, otherwise: Setting['from']): Setting['from'] =>
    isWritten ? 'the launch' : otherwise;
  const policy = 'platform/policy.yaml';
  const clock = (instant: string): string => clockText(Date.parse(instant), window.timezone);
  const setting = (name: string, value: string, source: Setting['from'] = 'the launch'): Setting => ({
    name,
    value,
    from: source,
  });
  const list = (conditions: typeof audience.include, none: string): string =>
    conditions.length === 0 ? none : conditions.map(conditionWords).join('; ');
  return [
    setting('team', definition.team),
    setting('purpose', definition.purpose),
    setting('supports', definition.supports ?? 'no shared goal', from(definition.supports !== undefined, 'no one')),
    setting('starts', `${clock(window.startsAt)} ${window.timezone}`),
    setting('ends', `${clock(window.endsAt)} ${window.timezone}`),
    setting('redeem until', clock(window.redeemUntil), from(manifest.when.redeemUntil !== undefined, 'no one')),
    setting('audience', list(audience.include, 'everybody'), from(audience.include.length > 0, 'no one')),
    setting('kept out', list(audience.exclude, 'nobody'), from(audience.exclude.length > 0, 'no one')),
    setting('held out', percent(audience.holdout), from(manifest.audience?.holdout !== undefined, policy)),
    setting(
      'at most',
      `${audience.atMost ?? 'any number of'} people`,
      from(manifest.audience?.atMost !== undefined, policy),
    ),
    setting(
      'set off',
      triggerWords(definition.trigger, window.timezone),
      from(manifest.trigger !== undefined, 'no one'),
    ),
    setting('reach', channels.reach === 'first' ? 'the first channel that may' : 'every channel that may'),
    ...channels.use.map(({ channel, kind, vendor, layout }, at) =>
      setting(
        `channel ${at + 1}`,
        kind === 'pull' ? `${channel}, asks us` : `${channel} by ${vendor}, layout ${layout ?? 'standard'}`,
        from(kind === 'pull' || manifest.channels.use[at]?.vendor !== undefined, 'platform/channels.yaml'),
      ),
    ),
    ...definition.offers.map(({ id, for: whom, gives, copy }) =>
      setting(
        `offer ${id}`,
        `${whom === undefined ? 'for everybody left' : `for ${conditionWords(whom)}`}; ${givesWords(gives)}; in ${Object.keys(copy).join(', ')}`,
      ),
    ),
    setting(
      'to one person',
      `at most ${limits.messages} in ${durationWords(limits.perSeconds)}`,
      from(manifest.limits !== undefined, policy),
    ),
    ...(['sending', 'discounts'] as const).map((kind) => {
      const sum = budget?.[kind];
      const otherwise = sum === undefined ? 'no one' : 'platform/teams.yaml';
      return setting(
        `budget, ${kind}`,
        sum ? sumText(sum) : 'no limit',
        from(manifest.budget?.[kind] !== undefined, otherwise),
      );
    }),
    setting('when it is spent', budget?.whenSpent ?? 'nothing happens', from(manifest.budget !== undefined, 'no one')),
    setting(
      'goal',
      goal === undefined ? 'that of the shared goal' : goalWords(goal),
      from(goal !== undefined, 'platform/goals.yaml'),
    ),
  ];
};

const percent = (share: number): string => `${Number((share * 100).toFixed(4))} %`;

const goalWords = ({ event, withinSeconds, target }: NonNullable<Planned['definition']['goal']>): string =>
  `${event} within ${durationWords(withinSeconds)}${target === undefined ? '' : `, by ${percent(target)}`}`;
