import { createHash } from 'node:crypto';

const EMPTY = 0;
const FIRST_SIZE = 1 << 16;
/** A fuller table gets slow; eight bytes a slot, so ten million rows need 256 MB at most. */
const FULLEST = 0.6;

/** Remembers rows by 52 bits of their hash: two different rows pass for the same once in some hundred files of ten million rows. */
export class RowSet {
  #slots = new Float64Array(FIRST_SIZE);
  #size = 0;

  /** Whether the text was added before; adds it. */
  has(text: string): boolean {
    if (this.#size >= this.#slots.length * FULLEST) this.#grow();
    // Zero marks a free slot.
    const key = (createHash('sha1').update(text).digest().readUIntBE(0, 6) * 16 + 1) % Number.MAX_SAFE_INTEGER;
    const at = this.#find(this.#slots, key);
    if (this.#slots[at] === key) return true;
    this.#slots[at] = key;
    this.#size += 1;
    return false;
  }

  #find(slots: Float64Array, key: number): number {
    let at = key % slots.length;
    while (slots[at] !== EMPTY && slots[at] !== key) at = (at + 1) % slots.length;
    return at;
  }

  #grow(): void {
    const larger = new Float64Array(this.#slots.length * 2);
    for (const key of this.#slots) if (key !== EMPTY) larger[this.#find(larger, key)] = key;
    this.#slots = larger;
  }
}
