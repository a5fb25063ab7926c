export type { PreviewCode, PreviewRequest, Rendering, ShownMessage } from './code';
export { launchParts } from './launch-parts';
export { previewPage } from './page/page';
export { fillPictures } from './pictures';
export { makePreviews, type Previews } from './previews';
