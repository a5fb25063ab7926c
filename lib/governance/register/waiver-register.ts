import { z } from 'zod';
import { type Waiver, waiverShape } from '../../../contracts/platform';
import { widthOf } from './register';
import type { Register } from './schema';

const entrySchema = z.strictObject({
  ...waiverShape.shape,
  state: z
    .enum(['in-force', 'ended', 'too-wide'])
    .describe(
      'ended: it waives nothing any more. too-wide: it names more than one reason can be true of, and waives nothing.',
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
      const names = rows.filter((row) => row.waiver === waiver.id).map(({ key }) => key);
      const isOff = waiver.option !== undefined && !options.includes(waiver.option);
      return {
        ...waiver,
        state: stateOf(waiver, about.asOf, widthOf(waiver, rows).length > 0),
        use: names.length > 0 ? 'used' : isOff ? 'option-off' : 'unused',
        names,
      };
    });

const stateOf = ({ expires }: Waiver, asOf: string, isWide: boolean): WaiverEntry['state'] => {
  if (expires <= asOf) return 'ended';
  return isWide ? 'too-wide' : 'in-force';
};
