export { changesOf } from './changes';
export { fingerprintOf, partsApart } from './fingerprint';
