import { type PdfFile, literal, ref } from './pdf-file';

interface Item {
  readonly level: number;
  readonly title: string;
  readonly place: string;
  readonly below: Item[];
}

/** The bookmarks of a file: one a heading, each under the nearest heading above it. */
export class Outline {
  private readonly top: Item[] = [];
  private readonly open: Item[] = [];

  add(level: number, title: string, place: string): void {
    while ((this.open.at(-1)?.level ?? 0) >= level) this.open.pop();
    const item: Item = { level, title, place, below: [] };
    (this.open.at(-1)?.below ?? this.top).push(item);
    this.open.push(item);
  }

  /** Writes the bookmarks, all closed, and answers with the number of their root, if there are any. */
  write(file: PdfFile): number | undefined {
    if (this.top.length === 0) return undefined;
    const root = file.reserve();
    const ends = writeItems(file, this.top, root);
    return file.object(`<</Type /Outlines ${ends} /Count ${this.top.length}>>`, root);
  }
}

/** Writes some items that stand beside each other; answers with what is above them is to say of them. */
function writeItems(file: PdfFile, items: readonly Item[], parent: number): string {
  const numbers = items.map(() => file.reserve());
  items.forEach(({ title, place, below }, index) => {
    const number = numbers[index] ?? 0;
    const [last, next] = [numbers[index - 1], numbers[index + 1]];
    file.object(
      `<</Title ${literal(title)} /Parent ${ref(parent)} /Dest ${place}` +
        (last === undefined ? '' : ` /Prev ${ref(last)}`) +
        (next === undefined ? '' : ` /Next ${ref(next)}`) +
        (below.length === 0 ? '' : ` ${writeItems(file, below, number)} /Count -${below.length}`) +
        '>>',
      number,
    );
  });
  return `/First ${ref(numbers[0] ?? 0)} /Last ${ref(numbers.at(-1) ?? 0)}`;
}
