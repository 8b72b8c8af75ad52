import type { Problem } from './prose';

/**
 * Characters that a reader cannot see and that can make a text say something else than it shows: controls, direction
 * overrides, lone surrogates, tags, noncharacters. Joiners and direction marks stay: scripts need them.
 */
const odd =
  /[\p{Cc}\p{Cs}\u{202A}-\u{202E}\u{2066}-\u{2069}\u{FEFF}\u{FFFC}\u{FFFE}\u{FFFF}\u{FDD0}-\u{FDEF}\u{E0000}-\u{E007F}]/u;
const allowed = new Set(['\n', '\t']);

/** Line ends as `\n`, Unicode in its composed form (NFC), odd characters taken out and reported once a line. */
export function cleanText(text: string, firstLine: number): { text: string; problems: Problem[] } {
  const unified = text.replace(/\r\n?/g, '\n').normalize('NFC');
  const problems: Problem[] = [];
  if (!odd.test(unified.replace(/[\n\t]/g, ''))) return { text: unified, problems };
  const lines = unified.split('\n').map((line, index) => {
    const characters = Array.from(line);
    const kept = characters.filter((character) => allowed.has(character) || !odd.test(character));
    const found = characters.find((character) => !allowed.has(character) && odd.test(character));
    if (found !== undefined) {
      const name = (found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
      problems.push({
        code: 'character-odd',
        line: firstLine + index,
        message: `This line holds the invisible character U+${name}, which can hide what a text says. Delete it.`,
      });
    }
    return kept.join('');
  });
  return { text: lines.join('\n'), problems };
}
