import { type Content, plainText } from '../prose/prose';
import { type Column, type Extra, type Galley, lineMark, stack } from './galley';
import { body, gap, hairline, headings, quiet, small } from './look';
import { setTable } from './set-table';
import { type Places, type Voice, spansOf, textVoice, titleVoice } from './spans';
import type { Mark, Node } from './strip';
import { readDrawing } from './svg';

/** Where and how prose is set: `parent` is the structure it becomes part of, `level` that of the heading above it. */
export interface Place {
  readonly galley: Galley;
  readonly column: Column;
  readonly parent: Node;
  readonly voice: Voice;
  readonly places: Places;
  readonly level: number;
  readonly size?: { readonly size: number; readonly leading: number };
}

/** Sets paragraphs, lists, tables and figures into the galley, one below the other. */
export function setProse(content: readonly Content[], place: Place, extra: Extra = {}): void {
  content.forEach((each, index) => {
    if (index > 0) place.galley.space(gap);
    setOne(each, place, extra);
  });
}

function setOne(content: Content, place: Place, extra: Extra): void {
  const { galley, column, parent, places } = place;
  const setting = place.size ?? body;
  switch (content.type) {
    case 'paragraph': {
      const node: Node = { tag: 'P', parent };
      galley.paragraph(spansOf(content.children, place.voice, node, places), column, setting, node, extra);
      return;
    }
    case 'heading': {
      setHeading(plainText(content.children), content.id, Math.min(6, place.level + content.level), place);
      return;
    }
    case 'list': {
      setList(content, place);
      return;
    }
    case 'table':
      galley.space(gap + 2);
      setTable(content, place);
      {
        galley.space(gap + 5);
        return;
      }
    case 'quote': {
      const node: Node = { tag: 'BlockQuote', parent };
      const inner = narrower(column, 16, galley.direction);
      galley.open({ x: column.x, width: column.width, above: 0, below: 0, bar: { colour: hairline, thickness: 1.5 } });
      setProse(content.children, { ...place, column: inner, parent: node });
      galley.close();
      return;
    }
    case 'figure': {
      setFigure(content, place);
      return;
    }
    case 'field': {
      setField(content, place);
      return;
    }
    case 'rule': {
      galley.strip(9, [{ type: 'rule', x: column.x, y: 4, width: column.width, thickness: 0.5, colour: hairline }]);
      return;
    }
  }
}

/** A heading below a section's own: bookmarked, bound to what follows it. */
export function setHeading(title: string, id: string, level: number, place: Place): void {
  const { galley, column, parent } = place;
  const node: Node = { tag: `H${level}`, parent };
  const setting = headings[Math.min(4, Math.max(2, level)) as 2 | 3 | 4];
  galley.space(setting.leading * 0.8);
  if (id !== '') galley.anchor(id);
  const face = level <= 3 ? titleVoice.plain : textVoice.strong;
  galley.paragraph([{ text: title, face, node }], column, { ...setting, balanced: true }, node, {
    keep: true,
    heading: { level, title, id },
  });
  galley.space(4);
}

function setList(list: Extract<Content, { type: 'list' }>, place: Place): void {
  const { galley, column, parent, voice } = place;
  const setting = place.size ?? body;
  const node: Node = { tag: 'L', parent, numbering: list.ordered ? 'Decimal' : 'Disc' };
  const indent = list.ordered && list.start + list.items.length > 10 ? 22 : 16;
  const inner = narrower(column, indent, galley.direction);
  list.items.forEach((item, index) => {
    const entry: Node = { tag: 'LI', parent: node };
    const label: Node = { tag: 'Lbl', parent: entry };
    const text = list.ordered ? `${list.start + index}.` : '•';
    const [line] = galley.measure([{ text, face: voice.plain, node: label, colour: quiet }], {
      ...setting,
      width: indent - 4,
    });
    const x = galley.direction === 'ltr' ? column.x : column.x + column.width - indent + 4;
    if (index > 0) galley.space(item.length > 1 ? gap - 2 : 3);
    if (line) galley.aside([lineMark(line, x, 0, label)]);
    setProse(item, { ...place, column: inner, parent: { tag: 'LBody', parent: entry } });
  });
}

function setFigure(figure: Extract<Content, { type: 'figure' }>, place: Place): void {
  const { galley, column, parent, places } = place;
  const drawing = readDrawing(figure.svg);
  const [, , width, height] = drawing.viewBox;
  const scale = Math.min(column.width / width, 420 / height);
  const size = { width: width * scale, height: height * scale };
  const x = column.x + (column.width - size.width) / 2;
  const node: Node = { tag: 'Figure', parent, alt: figure.alt };
  const caption = figure.caption ?? '';
  galley.space(gap + 3);
  galley.strip(size.height, [{ type: 'drawing', x, y: 0, ...size, drawing, node }], { keep: caption !== '' });
  if (caption === '') {
    galley.space(gap + 3);
    return;
  }
  galley.space(6);
  const words: Node = { tag: 'P', parent };
  const voice = { ...textVoice, colour: quiet };
  galley.paragraph(spansOf([{ type: 'text', text: caption }], voice, words, places), column, small, words);
  galley.space(gap + 3);
}

const ruled = 25;
/** A place with no more lines than this stays on one page. */
const wholeField = 6;

/** An empty place to write on: its label, then lines far enough apart for a pen. */
function setField(field: Extract<Content, { type: 'field' }>, place: Place): void {
  const { galley, column, parent } = place;
  const node: Node = { tag: 'P', parent };
  galley.space(gap);
  const lines = galley.measure([{ text: field.label, face: 'text-strong', node }], { ...small, width: column.width });
  const label = stack(lines, column.x, node);
  galley.strip(label.height, label.marks, { keep: true, terms: galley.finder?.(lines).flat() ?? [] });
  for (let line = 1; line <= Math.max(1, field.lines); line++) {
    const rule: Mark = { type: 'rule', x: column.x, y: ruled - 3, width: column.width, thickness: 0.5, colour: quiet };
    galley.strip(line === 1 ? ruled - 4 : ruled, [line === 1 ? { ...rule, y: ruled - 7 } : rule], {
      keep: line < field.lines && (line === 1 || field.lines <= wholeField),
    });
  }
  galley.space(gap);
}

export function narrower(column: Column, by: number, direction: 'ltr' | 'rtl'): Column {
  return { x: direction === 'ltr' ? column.x + by : column.x, width: column.width - by };
}
