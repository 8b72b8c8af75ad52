import { type Content, contentHtml, plainDrawing } from '../prose';

/** The case's text as HTML for a page. References to the books lead nowhere from a desk: their words are shown. */
export function drawn(content: readonly Content[]): string {
  return contentHtml(content, { ...plainDrawing, headingLevel: 3 });
}
