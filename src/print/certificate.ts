import type { CertificateSheet } from './document';
import type { Typesetter } from './lines';
import { accent, hairline, ink, principleTints, quiet, sizeOf } from './look';
import type { LaidPage } from './pages';
import { Poster } from './poster';
import { qrDrawing } from './qr';
import type { Node } from './strip';

const edge = 34;
const inner = 74;

/** One landscape page: who, for what, on which facts; and how anybody can check that it is true. */
export function layCertificate(sheet: CertificateSheet, typesetter: Typesetter, number = 1): readonly LaidPage[] {
  const [width, height] = sizeOf(sheet.paper, true);
  const poster = new Poster(typesetter, sheet.direction, sheet.language);
  const page = { width, height, mirror: sheet.direction === 'rtl' };
  const top: Node = { tag: 'Sect' };
  frame(poster, page);
  letterHead(poster, sheet, page, top);
  layFacts(poster, sheet, page, top);
  laySignatures(poster, sheet, page, top);
  layProof(poster, sheet, page, top);
  if (sheet.notice !== undefined) {
    const notice = {
      text: sheet.notice,
      face: 'text-strong' as const,
      size: 8,
      colour: quiet,
      align: 'center' as const,
    };
    poster.letter({ ...notice, x: inner, y: height - edge - 17, width: width - 2 * inner }, { tag: 'P', parent: top });
  }
  return [poster.page(number)];
}

interface Page {
  readonly width: number;
  readonly height: number;
  readonly mirror: boolean;
}

/** Two rules around the page, and the five tints of the principles as a seam along its top. */
function frame(poster: Poster, { width, height }: Page): void {
  const box = (inset: number, thickness: number, colour: string) => {
    const [w, h] = [width - 2 * inset, height - 2 * inset];
    poster.mark({ type: 'fill', x: inset, y: inset, width: w, height: h, colour });
    const inside = { x: inset + thickness, y: inset + thickness, width: w - 2 * thickness, height: h - 2 * thickness };
    poster.mark({ type: 'fill', ...inside, colour: '#ffffff' });
  };
  box(edge - 8, 1.6, accent);
  box(edge - 3, 0.5, hairline);
  const part = (width - 2 * (edge + 4)) / principleTints.length;
  principleTints.forEach((colour, index) => {
    poster.mark({ type: 'fill', x: edge + 4 + index * part, y: edge + 4, width: part, height: 7, colour });
  });
}

function letterHead(poster: Poster, sheet: CertificateSheet, { width }: Page, parent: Node): void {
  const across = { x: inner, width: width - 2 * inner, align: 'center' as const };
  const node = (tag = 'P'): Node => ({ tag, parent });
  let y = poster.letter(
    { ...across, text: sheet.programme, face: 'text-strong', size: 9.5, colour: quiet, y: 80 },
    node(),
  );
  y = poster.letter(
    { ...across, text: sheet.heading, face: 'title', size: 36, colour: accent, y: y + 8, shrinkTo: 24 },
    node('H1'),
  );
  y = poster.letter({ ...across, text: sheet.lead, face: 'title-italic', size: 13, colour: quiet, y: y + 8 }, node());
  y = poster.letter(
    { ...across, text: sheet.name, face: 'title', size: 33, colour: ink, y: y + 4, shrinkTo: 20 },
    node(),
  );
  const [length, middle] = [300, width / 2];
  poster.mark({ type: 'rule', x: middle - length / 2, y: y + 5, width: length, thickness: 0.8, colour: accent });
  y += 15;
  for (const text of sheet.statement) {
    const narrow = { ...across, x: inner + 120, width: width - 2 * inner - 240 };
    y = poster.letter({ ...narrow, text, face: 'text', size: 12, colour: ink, y, leading: 17 }, node());
  }
}

const factsTop = 356;
const proofColumn = 134;

/** The facts, label above value, in three columns, beside the proof. */
function layFacts(poster: Poster, sheet: CertificateSheet, { width, mirror }: Page, parent: Node): void {
  const columns = 3;
  const room = width - 2 * inner - 150;
  const [gap, column] = [16, (room - 32) / columns];
  let y = factsTop;
  for (let row = 0; row * columns < sheet.facts.length; row++) {
    const ends = sheet.facts.slice(row * columns, (row + 1) * columns).map(({ label, value }, index) => {
      const from = index * (column + gap);
      const x = mirror ? width - inner - from - column : inner + from;
      const node: Node = { tag: 'P', parent };
      const end = poster.letter(
        { text: label, face: 'text', size: 7.75, colour: quiet, x, y, width: column, leading: 11 },
        node,
      );
      return poster.letter(
        { text: value, face: 'text-strong', size: 9.25, colour: ink, x, y: end, width: column, leading: 12.5 },
        node,
      );
    });
    y = Math.max(...ends) + 8;
  }
}

function laySignatures(poster: Poster, sheet: CertificateSheet, { width, height, mirror }: Page, parent: Node): void {
  const gap = 24;
  const room = width - 2 * inner - proofColumn - 2 * gap;
  const length = Math.min(180, room / sheet.signatures.length - gap);
  const y = height - edge - 52;
  sheet.signatures.forEach(({ name, role }, index) => {
    const from = index * (length + gap);
    const x = mirror ? width - inner - from - length : inner + from;
    poster.mark({ type: 'rule', x, y, width: length, thickness: 0.7, colour: ink });
    const node: Node = { tag: 'P', parent };
    const words = { x, width: length, colour: quiet, size: 8.25, leading: 11.5 };
    const end =
      name === '' ? y + 4 : poster.letter({ ...words, text: name, face: 'text-strong', colour: ink, y: y + 4 }, node);
    poster.letter({ ...words, text: role, face: 'text', y: end }, node);
  });
}

/** The QR code with its address in words, and the number that the page at that address repeats. */
function layProof(poster: Poster, sheet: CertificateSheet, { width, mirror }: Page, parent: Node): void {
  const [side, column] = [112, proofColumn];
  const x = mirror ? inner : width - inner - column;
  const { url, label, code = url } = sheet.verify;
  const align = 'center' as const;
  poster.mark({
    type: 'drawing',
    x: x + (column - side) / 2,
    y: factsTop - 6,
    width: side,
    height: side,
    drawing: qrDrawing(code),
    node: { tag: 'Figure', parent, alt: `${label} ${url}` },
  });
  const words = { x, width: column, align, colour: quiet, size: 7.5, leading: 10.5 };
  let y = poster.letter({ ...words, text: label, face: 'text', y: factsTop + side - 4 }, { tag: 'P', parent });
  const link: Node = { tag: 'Link', parent: { tag: 'P', parent }, link: { url, says: label } };
  y = poster.letter({ ...words, text: url, face: 'text', colour: accent, y: y + 2 }, link);
  const number: Node = { tag: 'P', parent };
  y = poster.letter({ ...words, text: sheet.number.label, face: 'text', y: y + 5 }, number);
  poster.letter({ ...words, text: sheet.number.value, face: 'text-strong', colour: ink, size: 9, y }, number);
}
