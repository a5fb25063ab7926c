import { durationSeconds } from '../../../contracts/duration';
import type { Prices } from '../../../contracts/prices';
import { say } from '../../messages';
import type { Draft } from '../draft';
import type { Known } from '../known';
import type { Path } from '../locate';
import { eachSound } from '../sound';
import { isDay } from '../times';
import { checkMoney } from './launch-offers';
import { unknownName } from './names';

/** Prices are of channels that there are, stand once, are in real money and are not too old. A vendor's may be known before it is approved. */
export const checkPrices = ({ sending, platform }: Prices, known: Known, asOf: Date): readonly Draft[] =>
  eachSound(
    () => sending.flatMap((row, index) => checkRow(row, sending.slice(0, index), ['sending', index], known, asOf)),
    () =>
      platform === undefined
        ? []
        : eachSound(
            () => checkMoney(platform.millionDecisions, ['platform', 'millionDecisions']),
            () => checkMoney(platform.millionDeliveries, ['platform', 'millionDeliveries']),
            () => checkDay(platform.asOf, ['platform', 'asOf'], known, asOf),
          ),
  );

type Row = Prices['sending'][number];

const checkRow = (row: Row, before: readonly Row[], path: Path, known: Known, asOf: Date): readonly Draft[] =>
  eachSound(
    () => unknownName(known.channels, 'channel.unknown', [...path, 'channel'], row.channel, 'platform/channels.yaml'),
    () => {
      if (!before.some((one) => one.vendor === row.vendor && one.channel === row.channel)) return [];
      return [{ ...say('id.repeated', { name: `${row.vendor}, ${row.channel}` }), path: [...path, 'channel'] }];
    },
    () => checkMoney(`1 ${row.price.split(' ')[1]}`, [...path, 'price']),
    () => checkDay(row.asOf, [...path, 'asOf'], known, asOf),
  );

const checkDay = (day: string, path: Path, { policy }: Known, asOf: Date): readonly Draft[] => {
  if (!isDay(day)) return [{ ...say('policy.day', { day }), path }];
  const validFor = policy?.prices?.validFor;
  if (validFor === undefined) return [];
  const until = Date.parse(day) + durationSeconds(validFor) * 1000;
  return asOf.getTime() <= until ? [] : [{ ...say('price.old', { asOf: day, validFor }), path }];
};
