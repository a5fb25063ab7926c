import { createHash } from 'node:crypto';

/** Raised when anything synthetic changes, so that old and new runs are told apart. */
export const SYNTHETIC_VERSION = 'tandem-panel-1';

/** SHA-256 of version, household and field: the only source of everything that is made up. */
export const digest = (household: number, field: string): Buffer =>
  createHash('sha256').update(`${SYNTHETIC_VERSION}\0${household}\0${field}`).digest();

/** A number in [0, 1) that depends on household and field only. */
export const draw = (household: number, field: string): number => digest(household, field).readUIntBE(0, 6) / 2 ** 48;

/** One of the values, by household and field. */
export const pick = <T>(values: readonly [T, ...T[]], household: number, field: string): T =>
  values[Math.floor(draw(household, field) * values.length)] ?? values[0];
