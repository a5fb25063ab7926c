import { crc32 } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Length and kind before a chunk's data, a checksum behind it. */
const [BEFORE, BEHIND] = [8, 4];
const HEADER_BYTES = 13;

/** Whether bytes are a PNG from the first to the last, no side longer than `most` pixels: whole chunks, nothing behind the end. */
export const isPng = (bytes: Buffer, most: number): boolean => {
  if (!bytes.subarray(0, SIGNATURE.length).equals(SIGNATURE)) return false;
  for (let at = SIGNATURE.length, first = true; at + BEFORE + BEHIND <= bytes.length; first = false) {
    const length = bytes.readUInt32BE(at);
    const end = at + BEFORE + length + BEHIND;
    if (end > bytes.length) return false;
    const kind = bytes.toString('latin1', at + 4, at + BEFORE);
    if (crc32(bytes.subarray(at + 4, end - BEHIND)) !== bytes.readUInt32BE(end - BEHIND)) return false;
    if (first && !isHeader(kind, bytes.subarray(at + BEFORE, end - BEHIND), most)) return false;
    if (kind === 'IEND') return end === bytes.length;
    at = end;
  }
  return false;
};

const isHeader = (kind: string, data: Buffer, most: number): boolean => {
  if (kind !== 'IHDR' || data.length !== HEADER_BYTES) return false;
  const [width, height] = [data.readUInt32BE(0), data.readUInt32BE(4)];
  return width > 0 && height > 0 && width <= most && height <= most;
};
