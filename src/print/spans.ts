import { type Inline, plainText } from '../prose/prose';
import type { BookWords } from './document';
import type { Face } from './fonts';
import type { Span } from './line';
import { placeOfFootnote, raised } from './footnotes';
import { accent } from './look';
import type { Node } from './strip';

/** Where things stand, as far as known: nothing in a first pass, everything in the last. */
export interface Places {
  /** The page of an id in this book; `undefined` where there is no such place. In a first pass, any id has a page. */
  page(id: string): number | undefined;
  otherBookPage(id: string): number | undefined;
  readonly words: BookWords;
}

/** The voice of a paragraph: which face its plain words take, and which the stressed ones. */
export interface Voice {
  readonly plain: Face;
  readonly strong: Face;
  readonly em: Face;
  readonly strongEm: Face;
  readonly colour?: string;
}

export const textVoice: Voice = {
  plain: 'text',
  strong: 'text-strong',
  em: 'text-italic',
  strongEm: 'text-strong-italic',
};
export const strongVoice: Voice = { ...textVoice, plain: 'text-strong', em: 'text-strong-italic' };
/** What is to be said aloud stands in the serif, so that it differs without colour. */
export const spokenVoice: Voice = { plain: 'title-light', strong: 'title', em: 'title-italic', strongEm: 'title' };
export const titleVoice: Voice = { plain: 'title', strong: 'title', em: 'title', strongEm: 'title' };

/** Words with their stress, links and languages, as spans of a paragraph whose structure node is `node`. */
export function spansOf(inlines: readonly Inline[], voice: Voice, node: Node, places: Places): Span[] {
  return inlines.flatMap((inline) => spanOf(inline, voice, node, places));
}

function spanOf(inline: Inline, voice: Voice, node: Node, places: Places): Span[] {
  const plain = (text: string): Span => ({
    text,
    face: voice.plain,
    node,
    ...(voice.colour === undefined ? {} : { colour: voice.colour }),
  });
  switch (inline.type) {
    case 'text':
    case 'code':
    case 'fact':
      return [plain(inline.text.replace(/\s*\n\s*/g, ' '))];
    case 'break':
      return [plain('\n')];
    case 'strong':
      return spansOf(inline.children, { ...voice, plain: voice.strong, em: voice.strongEm }, node, places);
    case 'em':
      return spansOf(inline.children, { ...voice, plain: voice.em, strong: voice.strongEm }, node, places);
    case 'foreign': {
      const part: Node = { tag: 'Span', parent: node, lang: inline.lang };
      return spansOf(inline.children, voice, part, places).map((span) => ({ lang: inline.lang, ...span }));
    }
    case 'link':
      return linked(inline.children, inline.href, voice, node, places);
    case 'footnote':
      return footnote(inline, voice, node, places);
    case 'reference':
      return reference(inline.target, inline.children, voice, node, places);
  }
}

/** A raised number that leads to the foot of the page; where notes are not counted, the words in brackets. */
function footnote(
  { number, children }: Extract<Inline, { type: 'footnote' }>,
  voice: Voice,
  node: Node,
  places: Places,
): Span[] {
  if (number === undefined) {
    const bracket = (text: string): Span => ({ text, face: voice.plain, node });
    return [bracket(' ('), ...spansOf(children, voice, node, places), bracket(')')];
  }
  const place = placeOfFootnote(number);
  const says = plainText(children);
  const link: Node = { tag: 'Link', parent: { tag: 'Reference', parent: node }, link: { place, says } };
  const note: Node = { tag: 'Note', parent: node.tag === 'P' && node.parent ? node.parent : node, id: place };
  const spans = spansOf(children, textVoice, note, places);
  return [
    { text: raised(number), face: voice.plain, colour: accent, node: link, footnote: { number, node: note, spans } },
  ];
}

function linked(words: readonly Inline[], href: string, voice: Voice, node: Node, places: Places): Span[] {
  if (!/^https?:/.test(href)) return spansOf(words, voice, node, places);
  const link: Node = { tag: 'Link', parent: node, link: { url: href, says: plainText(words) } };
  return spansOf(words, { ...voice, colour: accent }, link, places);
}

/** "Activity 4.2 (p. 14)"; in the Guide, of what only the Handbook has, "Handout 4.1 (Handbook p. 9)". */
function reference(target: string, words: readonly Inline[], voice: Voice, node: Node, places: Places): Span[] {
  const here = places.page(target);
  const there = here === undefined ? places.otherBookPage(target) : undefined;
  if (words.length === 0) return sourceMark(target, here ?? there, here !== undefined, voice, node, places);
  if (here === undefined) {
    const spans = spansOf(words, voice, node, places);
    return there === undefined ? spans : [...spans, pageSpan(places.words.otherBookPage, there, voice, node)];
  }
  const link: Node = { tag: 'Link', parent: node, link: { place: target, says: plainText(words) } };
  const coloured = { ...voice, colour: accent };
  return [...spansOf(words, coloured, link, places), pageSpan(places.words.page, here, coloured, link)];
}

/** A fact's source, told by its page alone. */
function sourceMark(
  target: string,
  page: number | undefined,
  inThisBook: boolean,
  voice: Voice,
  node: Node,
  places: Places,
): Span[] {
  if (page === undefined) return [];
  const says = fill(places.words.mark, { page });
  const link: Node = inThisBook ? { tag: 'Link', parent: node, link: { place: target, says } } : node;
  return [{ text: ` ${says.replace(/ /g, '\u00a0')}`, face: voice.plain, node: link, colour: accent }];
}

function pageSpan(sentence: string, page: number, voice: Voice, node: Node): Span {
  const text = ` (${fill(sentence, { page }).replace(/ /g, '\u00a0')})`;
  return { text, face: voice.plain, node, ...(voice.colour === undefined ? {} : { colour: voice.colour }) };
}

/** Fills the gaps of a sentence that came with the document. */
export function fill(sentence: string, values: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{(\w+)\}/g, (gap, name: string) => String(values[name] ?? gap));
}
