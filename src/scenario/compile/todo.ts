import type { Finding } from '../../command';
import type { SourceFile } from './source';

/**
 * A line with the word TODO, in capitals, in a text, a rule or a comment: its author (or an import) has left something
 * to do. Nobody publishes such a case by mistake.
 */
export function findTodos(files: readonly SourceFile[]): Finding[] {
  return files.flatMap(({ path, text }) =>
    text.split(/\r\n|\r|\n/).flatMap((line, index): Finding[] => {
      const at = /\bTODO\b/.exec(line)?.index;
      if (at === undefined) return [];
      const words = line
        .slice(at)
        .replace(/-->.*$/, '')
        .trim();
      const shown = words.length > 120 ? `${words.slice(0, 119)}…` : words;
      return [
        {
          code: 'todo-left',
          file: path,
          line: index + 1,
          message: `This is still to be done: "${shown}" Do it, and delete the mark.`,
        },
      ];
    }),
  );
}
