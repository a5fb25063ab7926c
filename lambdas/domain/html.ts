export { Html, html } from '../../contracts/html';
