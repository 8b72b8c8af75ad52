const rightToLeft = new Set(['Arab', 'Hebr', 'Thaa', 'Syrc', 'Nkoo', 'Adlm', 'Rohg']);
let names: Intl.DisplayNames | undefined;

/** A well-formed BCP 47 tag whose language is known: `th`, `zh-Hant`, `prs`. */
export function isLanguage(tag: string): boolean {
  try {
    const [canonical] = Intl.getCanonicalLocales(tag);
    // Made when first asked: it takes as long to make as a module takes to check.
    names ??= new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });
    return canonical !== undefined && names.of(new Intl.Locale(canonical).language) !== undefined;
  } catch {
    return false;
  }
}

/** The direction in which a language's usual script is written. An unknown tag is taken for left to right. */
export function directionOf(tag: string): 'ltr' | 'rtl' {
  try {
    return rightToLeft.has(new Intl.Locale(tag).maximize().script ?? '') ? 'rtl' : 'ltr';
  } catch {
    return 'ltr';
  }
}
