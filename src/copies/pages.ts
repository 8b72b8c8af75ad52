import { page, render } from '../web/page';
import { sourceOf } from '../web/assets';
import { keptFile } from '../web/kept-file';
import type { Words } from '../words';

/** The page that says how a book is read where there is no network. `file` and `pdf` are paths. */
export const keepPage = page<{
  edition: string;
  file: string;
  pdf: string;
  contents: string;
}>('copies/keep');

/** One book in one file. Titles and HTML are in the book's language, the rest in that of `t`. */
export interface Copy {
  readonly t: Words;
  readonly language: string;
  readonly direction: string;
  readonly theme: { readonly theme?: string | undefined; readonly contrast?: string | undefined };
  readonly edition: string;
  readonly title: string;
  readonly subtitle: string;
  /** Which publication this is, and of what day the copy. */
  readonly colophon: string;
  readonly copied: string;
  readonly pages: readonly {
    readonly id: string;
    readonly name: string;
    readonly over: string;
    readonly title: string;
    readonly lede: string;
    readonly language: string;
    readonly html: string;
  }[];
}

/**
 * The whole file. It asks for nothing from anywhere: its style and script stand in it, and its own policy lets nothing
 * else run, load or be sent. Fonts are the device's own.
 */
export function copyHtml(copy: Copy): string {
  const style =
    `${sourceOf('css/titian.css').replace(/@font-face\s*\{[^}]*\}/g, '')}\n${sourceOf('css/copy.css')}`.trim();
  const script = sourceOf('js/copy.js').trim();
  const pages = copy.pages.map(({ html, ...page }) => ({ ...page, leafHtml: html }));
  return render('copies/copy', { ...copy, pages, ...keptFile(style, script) });
}
