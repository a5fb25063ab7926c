export { IMPORT_CODES, type ImportCode } from './codes';
export type { EdgeCode, EdgeJudge, ImportCall } from './edge-code';
export { INSTANT_WORDS, instantOf } from './instant';
export { IMPORT_KINDS, type ImportKindName } from './kinds';
export type { ImportFormat } from './read-rows';
export { openReceipt, type Receipt } from './receipt';
export { IMPORT_SOURCE, importSource } from './row-rules';
export { callsOf, type ImportOptions, type Scanned, scanFile } from './scan';
export { EdgeUnavailableError, type PostBatch, sendRows } from './send';
