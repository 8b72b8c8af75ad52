import type { JoinCards } from './document';
import type { Typesetter } from './lines';
import { accent, hairline, ink, quiet, sizeOf } from './look';
import type { LaidPage } from './pages';
import { Poster } from './poster';
import { qrDrawing } from './qr';
import type { Node } from './strip';

const [columns, rows] = [2, 4];
const side = 108;

/** Cards to cut out, eight a page: what to do, the code, the address in words and as a QR code. */
export function layJoinCards(cards: JoinCards, typesetter: Typesetter): readonly LaidPage[] {
  const [width, height] = sizeOf(cards.paper, false);
  const perPage = columns * rows;
  return Array.from({ length: Math.max(1, Math.ceil(cards.count / perPage)) }, (_, page) => {
    const poster = new Poster(typesetter, cards.direction, cards.language);
    for (let column = 1; column < columns; column++) {
      const x = (column * width) / columns;
      poster.mark({ type: 'fill', x: x - 0.25, y: 0, width: 0.5, height, colour: hairline });
    }
    for (let row = 1; row < rows; row++) {
      poster.mark({ type: 'rule', x: 0, y: (row * height) / rows, width, thickness: 0.5, colour: hairline });
    }
    for (let at = 0; at < Math.min(perPage, cards.count - page * perPage); at++) {
      const column = cards.direction === 'ltr' ? at % columns : columns - 1 - (at % columns);
      const x = (column * width) / columns;
      const y = (Math.floor(at / columns) * height) / rows;
      layCard(poster, cards, { x, y, width: width / columns, height: height / rows });
    }
    return poster.page(page + 1);
  });
}

interface Frame {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function layCard(poster: Poster, cards: JoinCards, frame: Frame): void {
  const parent: Node = { tag: 'Sect' };
  const node = (tag = 'P'): Node => ({ tag, parent });
  const [edge, gap] = [22, 12];
  const ltr = cards.direction === 'ltr';
  const inner = frame.width - 2 * edge;
  const left = frame.x + edge;
  const [words, picture] = ltr ? [left, left + inner - side] : [left + side + gap, left];
  const narrow = { x: words, width: inner - side - gap };
  let y = poster.letter(
    {
      text: cards.heading,
      face: 'title',
      size: 10.5,
      colour: accent,
      x: left,
      width: inner,
      y: frame.y + 20,
      leading: 13,
    },
    node('H1'),
  );
  y += 7;
  const top = y;
  cards.steps.forEach((text) => {
    y = poster.letter({ ...narrow, text, face: 'text', size: 9, colour: ink, y, leading: 12 }, node()) + 2;
    if (!text.endsWith(':')) return;
    poster.mark({ type: 'rule', x: narrow.x, y: y + 11, width: narrow.width, thickness: 0.5, colour: quiet });
    y += 15;
  });
  y = poster.letter(
    { ...narrow, text: cards.code.label, face: 'text', size: 7.5, colour: quiet, y: y + 3, leading: 10 },
    node(),
  );
  poster.letter({ ...narrow, text: cards.code.value, face: 'title', size: 24, colour: ink, y, leading: 28 }, node());
  const { label, value, url } = cards.address;
  const figure: Node = { tag: 'Figure', parent, alt: `${label} ${url}` };
  poster.mark({
    type: 'drawing',
    x: picture,
    y: top,
    width: side,
    height: side,
    drawing: qrDrawing(url),
    node: figure,
  });
  const foot = { x: left, width: inner, size: 8.5, leading: 11.5 };
  const under = Math.max(top + side + 6, frame.y + frame.height - 44);
  const end = poster.letter({ ...foot, text: label, face: 'text', colour: quiet, y: under }, node());
  const link: Node = { tag: 'Link', parent: node(), link: { url, says: label } };
  poster.letter({ ...foot, text: value, face: 'text-strong', colour: accent, y: end }, link);
}
