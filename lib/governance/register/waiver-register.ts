import type { Waiver } from '../../../contracts/platform';
import type { Register } from './schema';

/** A waiver, and what came of it at one commit. */
export interface WaiverEntry extends Waiver {
  /** `ended`: it waives nothing any more. */
  readonly state: 'in-force' | 'ended';
  /** `option-off`: it belongs to an option that the stage does not have on, and may name nothing. */
  readonly use: 'used' | 'unused' | 'option-off';
  /** Keys of the rows that it names. */
  readonly names: readonly string[];
}

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
        state: waiver.expires > about.asOf ? 'in-force' : 'ended',
        use: names.length > 0 ? 'used' : isOff ? 'option-off' : 'unused',
        names,
      };
    });
