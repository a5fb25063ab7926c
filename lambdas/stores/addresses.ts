export { isPublicAddress } from '../../contracts/public-address';
