import { escapeHtml } from '../prose';
import type { Words } from '../words';

/** The footnotes of one page while it is drawn: counted through the page, shown at the end of each section. */
export interface PageFootnotes {
  /** Keeps the words of a note, and answers with its number. */
  readonly take: (wordsHtml: string) => number;
  /** The notes kept since the last section, as a list with links back to the text; empty if there are none. */
  endSection(t: Words): string;
}

export function pageFootnotes(): PageFootnotes {
  let count = 0;
  let kept: { readonly number: number; readonly html: string }[] = [];
  return {
    take: (html) => {
      kept.push({ number: ++count, html });
      return count;
    },
    endSection: (t) => {
      const items = kept.map(({ number, html }) => `<li id="footnote-${number}" value="${number}">${html} ${backLink(number, t)}</li>`);
      kept = [];
      if (items.length === 0) return '';
      const name = escapeHtml(t('reading.footnotes'));
      return `<section class="footnotes" role="doc-endnotes" aria-label="${name}"><ol>\n${items.join('\n')}\n</ol></section>`;
    },
  };
}

function backLink(number: number, t: Words): string {
  const name = escapeHtml(t('reading.footnoteBack', { number }));
  return `<a class="footnote-back" href="#footnote-${number}-mark" role="doc-backlink" aria-label="${name}">↑</a>`;
}
