const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", nbsp: ' ' };

/** Entities of HTML as the signs they stand for; those that are not known stay. */
export function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{2,6}));/gi,
    (whole: string, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return named[name.toLowerCase()] ?? whole;
      const code = hex !== undefined ? parseInt(hex, 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : '';
    },
  );
}

/** The words of a piece of HTML: scripts and styles are left out, blocks become lines, tags go. */
export function textOfHtml(html: string): string {
  const shown = html
    .replace(/<(script|style)\b(?:(?!<\/\1)[^])*(?:<\/\1[^<>]{0,200}>?)?/gi, ' ')
    .replace(/<!--[^]*?(?:-->|$)/g, ' ')
    .replace(/<(?:br|hr)\b[^<>]{0,200}>/gi, '\n')
    .replace(/<\/?(?:p|div|li|ul|ol|tr|h[1-6]|blockquote|table)\b[^<>]{0,200}>/gi, '\n\n')
    .replace(/<\/?[a-z][^<>]{0,2000}>/gi, '');
  return decodeEntities(shown)
    .replace(/[ \t]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
