import { hashOf } from '../../canonical';
import { chunksOf } from '../compile/text';
import type { SourceLine } from '../compile/source';

/** Lines that are translated together. What rules stand in them (`{when:}`, `> Feedback:`) stays outside the words. */
export interface Paragraphs {
  readonly key: string;
  readonly words: string;
  readonly first: number;
  readonly last: number;
  /** What stands before each line, and before the words of the first. */
  readonly prefix: string;
  readonly lead: string;
}

/**
 * The texts among these lines, cut where a condition begins or ends. A text without a condition is called after the
 * condition before it, so that no text is known by its position. `quoted`: feedback and debrief of a choice.
 */
export function paragraphsOf(key: string, lines: readonly SourceLine[], quoted: boolean): Paragraphs[] {
  const found: { key: string; words: string[]; first: number; last: number; lead: string; when: boolean }[] = [];
  let part = key;
  let after = '';
  for (const chunk of chunksOf(lines)) {
    let open = false;
    for (const [index, raw] of chunk.lines.entries()) {
      const line = chunk.line + index;
      const text = quoted ? raw.replace(/^\s*> ?/, '') : raw;
      const head = quoted ? /^(feedback|debrief):\s*/i.exec(text) : null;
      if (head) {
        part = `${key}.${(head[1] ?? '').toLowerCase()}`;
        after = '';
      }
      const rest = text.slice(head?.[0].length ?? 0);
      const begins =
        head !== null || index === 0 || (quoted && chunk.lines[index - 1]?.replace(/^\s*> ?/, '').trim() === '');
      const when = begins ? /^\s*\{when:\s*([^}]+)\}\s*/.exec(rest) : null;
      const last = found.at(-1);
      if (when) {
        after = hashOf((when[1] ?? '').trim().replace(/\s+/g, ' ')).slice(0, 8);
        found.push({
          key: `${part}.when-${after}`,
          words: [rest.slice(when[0].length)],
          first: line,
          last: line,
          lead: `${head?.[0] ?? ''}${when[0]}`,
          when: true,
        });
      } else if (head || !last || (last.when && begins)) {
        const name = after === '' ? part : `${part}.after-${after}`;
        found.push({ key: name, words: [rest], first: line, last: line, lead: head?.[0] ?? '', when: false });
      } else {
        if (!open && index === 0) last.words.push(...Array<string>(line - last.last - 1).fill(''));
        last.words.push(rest);
        last.last = line;
      }
      open = true;
    }
  }
  return found.map(({ key: name, first, last, lead, words }) => ({
    ...{ key: name, first, last, lead },
    words: words.join('\n').trim(),
    prefix: quoted ? '> ' : '',
  }));
}
