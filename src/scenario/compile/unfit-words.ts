import { type Context, report } from './context';
import type { SourceDocument } from './source';

/**
 * Words that paint what was done to a body, or call people by what was done to them. A case can say everything that officers
 * need without them, and some who read it have lived it.
 */
const unfit =
  /\b(?:rap(?:e[sd]?|ing)|corpses?|nake?d|nude|tortur(?:e[sd]?|ing)|beaten|bleed(?:s|ing)?|bloody|prostitut\w*|whores?|slaves?|illegals|illegal (?:im)?migrants?|suicid\w*|murder\w*|stabb\w+|whipp\w+|bruis\w+|mutilat\w*)\b/iu;

/** Names such words wherever people will read them; rule lines and remarks are not read by people. */
export function findUnfitWords(context: Context, source: SourceDocument): void {
  for (const section of source.sections)
    for (const { text, line } of [{ text: section.heading, line: section.line }, ...section.text]) {
      const [word] = unfit.exec(text) ?? [];
      if (word !== undefined)
        report(
          context,
          'word-unfit',
          { file: source.path, line },
          `"${word}" paints harm, or calls people by it. Say what somebody could do, could not do, or chose; some readers have lived it.`,
        );
    }
}
