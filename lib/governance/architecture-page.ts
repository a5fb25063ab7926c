import type { StackTemplate } from './analysis/template';
import { type DrawingScope, eventPathDrawing, stacksDrawing } from './drawing';

const DRAWINGS = { 'event-path': eventPathDrawing, stacks: stacksDrawing } as const;

/** The page with each drawing between its markers made anew from the templates; throws where a marker is missing. */
export const withDrawings = (page: string, stacks: readonly StackTemplate[], scope: DrawingScope): string =>
  Object.entries(DRAWINGS).reduce((text, [name, draw]) => {
    const [start, end] = [`<!-- drawing: ${name} -->`, '<!-- /drawing -->'];
    const from = text.indexOf(start);
    const to = text.indexOf(end, from);
    if (from < 0 || to < 0) throw new Error(`The page has no place for the drawing "${name}": ${start} ... ${end}.`);
    const drawing = `${start}\n\`\`\`mermaid\n${draw(stacks, scope)}\n\`\`\`\n`;
    return `${text.slice(0, from)}${drawing}${text.slice(to)}`;
  }, page);
