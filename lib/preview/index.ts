export type { PreviewCode, PreviewRequest, Rendering, ShownMessage } from './code';
export { launchParts } from './launch-parts';
export { previewPage } from './page/page';
export { picturesOf } from './pictures';
export { makePreviews, type Previews } from './previews';
