/** Thrown where bytes are not what SSH's wire format says they are. */
export class WireError extends Error {
  public override readonly name = 'WireError';
}

/** Reads SSH's wire format (RFC 4251, section 5), part by part. Throws `WireError` where the bytes end early. */
export class WireReader {
  readonly #bytes: Buffer;
  #at = 0;

  public constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  public bytes(count: number): Buffer {
    const end = this.#at + count;
    if (end > this.#bytes.length) throw new WireError('the bytes end too early');
    const part = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return part;
  }

  public uint32(): number {
    return this.bytes(4).readUInt32BE();
  }

  /** A length, and so many bytes. */
  public string(): Buffer {
    return this.bytes(this.uint32());
  }

  public text(): string {
    return this.string().toString('latin1');
  }

  public rest(): Buffer {
    return this.bytes(this.#bytes.length - this.#at);
  }

  /** Bytes behind the last part are a second reading of the same signature: they are refused. */
  public end(): void {
    if (this.#at !== this.#bytes.length) throw new WireError('there are bytes behind the last part');
  }
}

/** Bytes with their length before them. */
export const wireString = (part: Buffer | string): Buffer => {
  const bytes = Buffer.isBuffer(part) ? part : Buffer.from(part, 'latin1');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
};

/** A number of four bytes. */
export const wireUint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

/** Base64 that has one reading only: what is written back is what was read. Undefined where it has not. */
export const strictBase64 = (text: string): Buffer | undefined => {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
};
