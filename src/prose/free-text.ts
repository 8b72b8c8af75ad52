/** What a text may not hold in an exercise; the words for each stand in `locales/` under `run.guard.<concern>`. */
export type Concern = 'email' | 'phone' | 'document' | 'realCase';

export interface Caution {
  readonly concern: Concern;
  /** The part of the text that gave the reason, as it was typed. */
  readonly excerpt: string;
}

/**
 * What in a free text looks like a real person or a real case: e-mail addresses, telephone numbers, numbers of
 * documents, and phrases like "our case last March". Digits count in every script. A string that the fictional case
 * itself holds (`fictional`, any text) is no concern. Deliberately cautious: the writer sees the reason and rewords.
 */
export function cautionsIn(text: string, fictional: string): readonly Caution[] {
  const known = plain(fictional);
  const rest = plain(text).replace(datesAndTimes, (found) => ' '.repeat(found.length));
  const found: Caution[] = [];
  for (const [concern, pattern] of patterns) {
    for (const match of rest.matchAll(pattern)) {
      const excerpt = match[0].trim();
      if (!known.includes(excerpt))
        found.push({ concern, excerpt: text.slice(match.index, match.index + match[0].length).trim() });
    }
  }
  return found;
}

const months = 'january|february|march|april|may|june|july|august|september|october|november|december';
const before = `(?:last|the previous) (?:year|month|week|${months})`;

const datesAndTimes = /\b(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{1,2}[:.]\d{2})\b/g;

const patterns: readonly (readonly [Concern, RegExp])[] = [
  ['email', /[^\s@<>()]+@[^\s@<>()]+\.\p{L}{2,}/gu],
  ['phone', /(?<![\p{L}\d])(?:\+|\(?0)\d*(?:[ ().-]{0,2}\d){7,13}(?![\p{L}\d])/gu],
  ['document', /(?<![\p{L}\d])(?:\p{Lu}{1,3}[ -]?\d{6,9}|\d{8,17}|\d(?:[ -]?\d){11,16})(?![\p{L}\d])/gu],
  ['document', /\b(?:passport|id card|national id|visa) (?:no\.?|number|nr\.?):? ?\p{Lu}*\d{4,}/giu],
  [
    'realCase',
    /\b(?:a|an|the|our|my|this|that) (?:real|actual|true)(?:[- ]life)? (?:case|operation|victim|suspect)\b/giu,
  ],
  ['realCase', new RegExp(`\\b(?:our|my) (?:own )?(?:case|operation|raid|investigation)s? ${before}\\b`, 'giu')],
  ['realCase', new RegExp(`\\b${before},? (?:we|our|i|my)\\b`, 'giu')],
  ['realCase', /\b(?:in|from) (?:my|our) (?:unit|agency|office|country|department),? (?:we|last|there was)\b/giu],
];

// One character stays one character (no NFKC), so that the excerpt can be cut from the text as it was typed.
function plain(text: string): string {
  return text.replace(/(?![0-9])\p{Nd}/gu, (digit) => (digit.length === 1 ? String(valueOf(digit)) : digit));
}

// Unicode keeps the decimal digits of a script together, from zero to nine.
function valueOf(digit: string): number {
  const code = digit.charCodeAt(0);
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCharCode(code - value - 1))) value += 1;
  return value;
}
