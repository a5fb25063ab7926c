export { listed, meant } from '../messages/en/words';
export { nearest } from '../messages/nearest';
