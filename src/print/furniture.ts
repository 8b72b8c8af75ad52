import type { Book } from './document';
import { stack } from './galley';
import type { Typesetter } from './lines';
import { type Page, exercise, hairline, ink, label, quiet } from './look';
import type { LaidPage } from './pages';
import type { Mark } from './strip';

/** What stands around the text of every page. */
export type Surround = Pick<Book, 'direction' | 'language' | 'edition' | 'publication' | 'date' | 'words'>;

/** Running head (module, edition), foot (publication, page number), and the exercise mark where the case is shown. */
export function furnitureOf(laid: LaidPage, around: Surround, page: Page, typesetter: Typesetter): readonly Mark[] {
  if (laid.bare) return [];
  const left = Math.min(page.margin.x, page.column.x);
  const width = page.width - 2 * left;
  const set = (
    text: string,
    align: 'start' | 'end' | 'center',
    colour: string,
    face: 'text' | 'text-strong' = 'text',
  ) =>
    typesetter.set([{ text, face, colour }], {
      ...label,
      width,
      align,
      direction: around.direction,
      language: around.language,
    });
  const head = page.top - 40;
  const foot = page.bottom + 26;
  const at = (lines: ReturnType<typeof set>, y: number) => stack(lines.slice(0, 1), left, undefined, y).marks;
  return [
    ...at(set(laid.running?.title ?? '', 'start', quiet), head),
    ...at(set(around.edition, 'end', quiet), head),
    { type: 'rule', x: left, y: head + 15, width, thickness: 0.5, colour: hairline },
    ...at(set(`${around.publication} \u00b7 ${around.date}`, 'start', quiet), foot),
    ...at(set(String(laid.number), 'end', ink, 'text-strong'), foot),
    ...(laid.exercise ? at(set(around.words.exercise, 'center', exercise, 'text-strong'), foot - 13) : []),
  ];
}
