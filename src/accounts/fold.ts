/**
 * A name as it is compared: without case, accents, punctuation, and whatever the order of its words. Marks that make
 * another syllable (Thai, Khmer, Burmese, Devanagari …) stay: only Latin, Greek, Cyrillic and Arabic drop theirs.
 */
export function foldName(name: string): string {
  return fold(name).split(' ').sort().join(' ');
}

/** Words as they are compared, in their order. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670]/gu, '')
    .toUpperCase()
    .toLowerCase()
    .replace(/[đðłøıæœ]/gu, (letter) => plainLetters[letter] ?? letter)
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
}

const plainLetters: Readonly<Record<string, string>> = {
  đ: 'd',
  ð: 'd',
  ł: 'l',
  ø: 'o',
  ı: 'i',
  æ: 'ae',
  œ: 'oe',
};
