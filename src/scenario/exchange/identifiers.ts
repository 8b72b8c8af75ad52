import { hashOf } from '../../canonical';
import { isId } from '../compile/source';

// Words that mean something where an id may stand, and names that Windows gives to no file.
const reserved = new Set(
  'and any back con end fire next no nor not or phase prn aux nul round stand-in wait yes'.split(' '),
);

/**
 * Makes ids of titles: the same title gives the same id, wherever in the file it stands, as long as no other title reads
 * alike. A title without a Latin letter or digit gets one from its digest.
 */
export class Identifiers {
  private readonly taken = new Set<string>();

  constructor(private readonly kind: string) {}

  make(title: string, prefix = ''): string {
    const words = latin(title);
    const plain = words === '' ? `${this.kind}-${hashOf(title).slice(0, 8)}` : words;
    const wanted = prefix === '' ? started(plain, this.kind) : `${prefix}-${plain}`;
    const own = reserved.has(wanted) || !isId(wanted) ? `${this.kind}-${wanted}` : wanted;
    const id = this.free(own, title);
    this.taken.add(id);
    return id;
  }

  private free(wanted: string, title: string): string {
    if (!this.taken.has(wanted)) return wanted;
    const marked = `${wanted}-${hashOf(title).slice(0, 4)}`;
    if (!this.taken.has(marked)) return marked;
    for (let number = 2; ; number += 1)
      if (!this.taken.has(`${marked}-${String(number)}`)) return `${marked}-${String(number)}`;
  }
}

function latin(title: string): string {
  return title
    .slice(0, 400)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
    .replace(/-+$/, '');
}

/** An id begins with a letter. */
function started(words: string, kind: string): string {
  return /^[a-z]/.test(words) ? words : `${kind}-${words}`;
}
