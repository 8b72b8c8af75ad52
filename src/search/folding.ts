/**
 * The form in which words are compared: compatibility forms and case levelled, accents of Latin, Greek and Cyrillic
 * letters dropped ("Băng" is found by "bang"), Arabic vowel signs and tatweel dropped and its letter variants levelled.
 * Marks of all other scripts stay: there they are letters.
 */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]\p{Mn}*)\p{Mn}/gu, '')
    .replace(/[\u064B-\u065F\u0670\u0640\u200B-\u200F\u00AD]/g, '')
    .replace(/[ٱىةكيڪ]/g, (letter) => arabicForms[letter] ?? letter)
    .replace(/đ/g, 'd')
    .replace(/[’']s?$/u, '')
    .normalize('NFC');
}

const arabicForms: Readonly<Record<string, string>> = {
  ٱ: 'ا',
  ى: 'ی',
  ي: 'ی',
  ة: 'ه',
  ك: 'ک',
  ڪ: 'ک',
};

/**
 * An English word without the endings of number and time, so that "sharing", "shared" and "shares" are one. It is cut
 * coarsely: both sides of a comparison are cut alike. Words of other languages stay as they are.
 */
export function stem(word: string, language: string): string {
  if (!/^en\b/i.test(language) || !/^[a-z]{4,}$/.test(word)) return word;
  const single = word
    .replace(/ies$/, 'y')
    .replace(/(ss|sh|ch|x|z)es$/, '$1')
    .replace(/([^sui])s$/, '$1');
  const bare =
    /[aeiouy].*(?:ing|ed)$/.test(single) && !/eed$/.test(single) ? single.replace(/(?:ing|ed)$/, '') : single;
  if (bare.length < 3) return single;
  return bare
    .replace(/([bdgmnprt])\1$/, '$1')
    .replace(/e$/, '')
    .replace(/y$/, 'i');
}
