import { createHash } from 'node:crypto';
import { SHARDS } from '../../contracts/names';

/** The shard of an id: evenly spread, the same for ever. */
export const shardOf = (id: string): number => createHash('sha256').update(id).digest().readUInt16BE(0) % SHARDS;
