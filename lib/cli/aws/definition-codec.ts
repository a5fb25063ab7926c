import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { LaunchDefinition } from '../../../contracts/decision';

const LARGEST = 4 * 1024 * 1024;

/** A definition as the control table keeps it. */
export const encodeDefinition = (definition: LaunchDefinition): Uint8Array =>
  deflateRawSync(Buffer.from(JSON.stringify(definition)), { level: 9 });

/** A definition from the base64 text of its parameters; throws on anything else. */
export const decodeDefinition = (base64: string): LaunchDefinition =>
  JSON.parse(inflateRawSync(Buffer.from(base64, 'base64'), { maxOutputLength: LARGEST }).toString('utf8'));
