import type { Piece } from './document';
import { furnitureOf } from './furniture';
import { Galley } from './galley';
import type { Typesetter } from './lines';
import { headings, pieceOf } from './look';
import { paginate } from './pages';
import type { LaidBook } from './set-book';
import { type Sheet, placeOf, setBlocks, setFacts, setSection } from './set-section';
import type { Node } from './strip';

/** Lays out a few pages that are used alone, in the dress of the books. References into the piece itself give no page. */
export function layPiece(piece: Piece, typesetter: Typesetter): LaidBook {
  const page = pieceOf(piece.paper, piece.direction);
  const galley = new Galley(typesetter, piece.direction, piece.language);
  galley.foot = page.column;
  const places = { words: piece.words, page: () => undefined, otherBookPage: (id: string) => piece.otherBook?.[id] };
  const sheet: Sheet = { galley, page, places };
  const parent: Node = { tag: 'Sect' };
  galley.running = { title: piece.running };
  if (piece.heading !== undefined) {
    const node: Node = { tag: 'H1', parent };
    const heading = { level: 1, title: piece.heading, id: 'heading' };
    galley.anchor('heading');
    const spans = [{ text: piece.heading, face: 'title' as const, node }];
    galley.paragraph(spans, page.column, { ...headings[1], balanced: true }, node, { keep: true, heading });
    galley.space(12);
  }
  const place = placeOf(sheet, parent, piece.heading === undefined ? 0 : 1);
  setFacts(piece.facts ?? [], place);
  if (piece.apart) {
    for (const block of piece.blocks) {
      galley.newPage();
      setBlocks([block], place, page, true);
    }
  } else setBlocks(piece.blocks, place, page, true);
  for (const section of piece.sections) setSection(section, sheet, parent);
  return {
    pages: paginate(galley.strips, page),
    pageOf: new Map(),
    furniture: (laid) => furnitureOf(laid, piece, page, typesetter),
  };
}
