export { changesOf } from './changes';
export { fingerprintOf } from './fingerprint';
