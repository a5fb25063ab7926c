import { z } from 'zod';
import { type Waiver, waiverShape } from '../../../contracts/platform';
import { timeOfWaiver } from '../waiver-dates';
import { names, widthOf } from './register';
import type { Register, Row } from './schema';

const entrySchema = z.strictObject({
  ...waiverShape.shape,
  state: z
    .enum(['not-yet', 'in-force', 'ended', 'too-wide'])
    .describe(
      'not-yet: it is granted for a later day and waives nothing until then. ended: it waives nothing any more. too-wide: it names more than one reason can be true of, and waives nothing.',
    ),
  use: z
    .enum(['used', 'unused', 'option-off'])
    .describe('option-off: it belongs to an option that the stage does not have on, and may name nothing.'),
  names: z.array(z.string()).describe('Keys of the rows that it names.'),
});
/** A waiver, and what came of it at one commit. */
export type WaiverEntry = z.infer<typeof entrySchema>;

/** `waivers.json`. */
export const waiverRegisterSchema = z.strictObject({ asOf: z.string(), waivers: z.array(entrySchema) });

/** Every waiver there is, by id: who answers for it, who allowed it, until when, and what it covers. */
export const waiverRegister = (
  { about, rows }: Pick<Register, 'about' | 'rows'>,
  waivers: readonly Waiver[],
  options: readonly string[],
): readonly WaiverEntry[] =>
  [...waivers]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((waiver) => {
      const named = rows
        .filter((row) => row.waiver === waiver.id || isToName(waiver, row, about.asOf))
        .map(({ key }) => key);
      const isOff = waiver.option !== undefined && !options.includes(waiver.option);
      return {
        ...waiver,
        state: stateOf(waiver, about.asOf, widthOf(waiver, rows).length > 0),
        use: named.length > 0 ? 'used' : isOff ? 'option-off' : 'unused',
        names: named,
      };
    });

/** A waiver that is still to come names what another one answers for until then. */
const isToName = (waiver: Waiver, row: Row, asOf: string): boolean =>
  timeOfWaiver(waiver, asOf) === 'not-yet' &&
  row.outcome !== 'compliant' &&
  row.level !== 'fatal' &&
  names(waiver, row);

const stateOf = (waiver: Waiver, asOf: string, isWide: boolean): WaiverEntry['state'] => {
  const time = timeOfWaiver(waiver, asOf);
  return isWide && time === 'in-force' ? 'too-wide' : time;
};
