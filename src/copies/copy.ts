import { escapeHtml } from '../prose';

/** One drawn page of a book: its name in addresses (a module's id, `preface` …) and its HTML. */
export interface Leaf {
  readonly name: string;
  readonly title: string;
  readonly html: string;
}

/** The id under which a page begins in the copy. */
export const placeOfPage = (name: string): string => `at-${name}`;

const named = / (id|href|popovertarget|aria-labelledby)="([^"]*)"/g;

/**
 * Pages of a book made to stand below each other in one file: headings one level down, ids that several pages have told
 * apart, and links between pages turned into links inside the file. Regions that every
 * page has are called by their page too. What leads to nothing in the file keeps its words
 * and loses its link; addresses of the wider web stay.
 */
export function joined(pages: readonly Leaf[]): Leaf[] {
  const seen = new Map<string, string>();
  const shared = new Set<string>();
  for (const { name, html } of pages) {
    for (const [, attribute, id = ''] of html.matchAll(named)) {
      if (attribute !== 'id') continue;
      const other = seen.get(id);
      if (other !== undefined && other !== name) shared.add(id);
      seen.set(id, name);
    }
  }
  const places = new Set(pages.map(({ name }) => name));
  return pages.map(({ name, title, html }) => {
    const idHere = (id: string) => (shared.has(id) ? `${id}--${name}` : id);
    const inFile = (address: string): string | undefined => {
      if (/^(?:https?:\/\/|mailto:)/.test(address)) return address;
      const [page = '', id] = address.split('#');
      if (page !== '' && !places.has(page)) return undefined;
      if (id === undefined) return `#${placeOfPage(page)}`;
      if (!seen.has(id)) return undefined;
      return `#${shared.has(id) ? `${id}--${page === '' ? name : page}` : id}`;
    };
    const here = `${placeOfPage(name)}-title`;
    const told = html.replace(
      /(<(?:nav|section)\b[^>]* aria-label="[^"]*)"/g,
      (_, label: string) => `${label} – ${escapeHtml(title)}"`,
    );
    const linked = told.replace(named, (_, attribute: string, value: string) => {
      // What several pages call the same is called by its page's title too.
      if (attribute === 'aria-labelledby' && shared.has(value)) return ` ${attribute}="${idHere(value)} ${here}"`;
      if (attribute !== 'href') return ` ${attribute}="${idHere(value)}"`;
      const address = inFile(value);
      return address === undefined ? '' : ` href="${address}"`;
    });
    return {
      name,
      title,
      html: linked.replace(/<(\/?)h([2-5])(?=[\s>])/g, (_, end: string, level) => `<${end}h${Number(level) + 1}`),
    };
  });
}
