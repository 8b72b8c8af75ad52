import { plainText } from '../prose/prose';
import type { Block, BoxBlock, Fact, Principle, Section, Tone } from './document';
import { type Galley, lineMark, stack } from './galley';
import { accent, body, boxes, gap, headings, hairline, ink, label, principleTints, quiet, small } from './look';
import type { Page } from './look';
import { type Place, setHeading, setProse } from './set-prose';
import { type Places, fill, spansOf, spokenVoice, textVoice } from './spans';
import type { Ground, Mark, Node } from './strip';

export interface Sheet {
  readonly galley: Galley;
  readonly page: Page;
  readonly places: Places;
}

/** Sets a module, section or subsection with all that stands below it. */
export function setSection(section: Section, sheet: Sheet, parent: Node): void {
  const { galley, page } = sheet;
  const outer = galley.exercise;
  galley.exercise = outer || (section.exercise ?? false);
  const node: Node = galley.passes?.sectionUnder(parent) ?? { tag: 'Sect', parent };
  const title = plainText(section.title);
  if (section.level === 1) {
    galley.newPage();
    galley.running = { title: section.number === undefined ? title : `${section.number}  ${title}` };
    openModule(section, title, sheet, node);
  } else {
    headSection(section, title, sheet, node);
  }
  const place = placeOf(sheet, node, section.level);
  setFacts(section.facts ?? [], place);
  setPrinciples(section.principles ?? [], sheet, node);
  setBlocks(section.blocks, place, page, true);
  for (const each of section.sections) setSection(each, sheet, node);
  galley.exercise = outer;
}

export function placeOf(sheet: Sheet, parent: Node, level: number): Place {
  return { galley: sheet.galley, column: sheet.page.column, parent, voice: textVoice, places: sheet.places, level };
}

function openModule(section: Section, title: string, { galley, page }: Sheet, parent: Node): void {
  const { column, margin } = page;
  galley.anchor(section.id);
  galley.strip(44, [], { keep: true });
  const node: Node = { tag: 'H1', parent };
  if (section.number !== undefined) {
    const big = { size: 46, leading: 46, width: margin.width, align: 'end' as const };
    const [line] = galley.measure([{ text: section.number, face: 'title-light', colour: accent, node }], big);
    if (line) galley.aside([lineMark(line, margin.x, headings[1].leading - 40, node)]);
  }
  const lines = galley.measure([{ text: title, face: 'title', node }], {
    ...headings[1],
    width: column.width,
    balanced: true,
  });
  lines.forEach((line, index) => {
    const first = index === 0;
    galley.strip(line.height, [lineMark(line, column.x, 0, node)], {
      keep: true,
      ...(first ? { heading: { level: 1, title: numbered(section, title), id: section.id } } : {}),
    });
  });
  galley.space(10);
  galley.strip(3, [{ type: 'rule', x: column.x, y: 1, width: column.width, thickness: 1.4, colour: accent }], {
    keep: true,
  });
  galley.space(14);
}

function headSection(section: Section, title: string, sheet: Sheet, parent: Node): void {
  const { galley, page, places } = sheet;
  if (section.level === 2) galley.space(26);
  const node: Node = { tag: `H${section.level}`, parent };
  if (section.level === 3) {
    setHeading(numbered(section, title), section.id, 3, { ...placeOf(sheet, parent, 2), places });
    return;
  }
  const setting = headings[2];
  if (section.number !== undefined) {
    const beside = { ...setting, width: page.margin.width, align: 'end' as const };
    const [line] = galley.measure([{ text: section.number, face: 'title-light', colour: accent, node }], beside);
    if (line) galley.aside([lineMark(line, page.margin.x, 0, node)]);
  }
  otherPageBeside(section.id, placeOf(sheet, parent, 2), page, parent, setting.leading + 1);
  galley.anchor(section.id);
  galley.paragraph([{ text: title, face: 'title', node }], page.column, { ...setting, balanced: true }, node, {
    keep: true,
    heading: { level: 2, title: numbered(section, title), id: section.id },
  });
  galley.space(7);
}

function numbered(section: Section, title: string): string {
  return section.number === undefined ? title : `${section.number} ${title}`;
}

/** Facts as label and value, one below the other: time, materials, grouping. */
export function setFacts(facts: readonly Fact[], place: Place): void {
  const { galley, column, parent, places } = place;
  for (const fact of facts) {
    const node: Node = { tag: 'P', parent };
    const named = { text: `${fact.label}\u2002`, face: 'text-strong' as const, colour: quiet, node };
    galley.paragraph([named, ...spansOf(fact.value, textVoice, node, places)], column, small, node, { keep: true });
    galley.space(2);
  }
  if (facts.length > 0) galley.space(gap + 2);
}

/** The letters of the principles treated here, each in its tint, with its name: the tint may be lost in black and white. */
function setPrinciples(principles: readonly Principle[], { galley, page }: Sheet, parent: Node): void {
  if (principles.length === 0) return;
  const list: Node = { tag: 'P', parent };
  const marks: Mark[] = [];
  const { column } = page;
  const ltr = galley.direction === 'ltr';
  let [used, top] = [0, 0];
  for (const principle of principles) {
    const node: Node = { tag: 'Span', parent: list };
    const setting = { ...small, width: column.width };
    const letter = galley.measure([{ text: principle.letter, face: 'title', colour: ink, node }], setting)[0];
    const name = galley.measure([{ text: `${principle.name} `, face: 'text', colour: ink, node }], setting)[0];
    if (!letter || !name) continue;
    const width = letter.width + name.width + 17;
    if (used + width > column.width) [used, top] = [0, top + 21];
    const x = ltr ? column.x + used : column.x + column.width - used - width;
    const [first, second] = ltr ? [x + 6, x + 11 + letter.width] : [x + width - 6 - letter.width, x + 6];
    const colour = principleTints[principle.tint - 1] ?? principleTints[0];
    marks.push({ type: 'fill', x, y: top, width, height: 17, colour, outline: hairline });
    marks.push(lineMark(letter, first - letter.x, top + 2, node), lineMark(name, second - name.x, top + 2, node));
    used += width + 6;
  }
  galley.strip(top + 17, marks, { keep: true });
  galley.space(14);
}

export function setBlocks(blocks: readonly Block[], place: Place, page: Page, column: boolean): void {
  blocks.forEach((block, index) => {
    if (index > 0) place.galley.space(gap);
    if (column) place.galley.once(() => setBlock(block, place, page, true));
    else setBlock(block, place, page, false);
  });
}

function setBlock(block: Block, place: Place, page: Page, column: boolean): void {
  if (block.type === 'box') {
    setBox(block, place, page, column);
    return;
  }
  if (block.id !== undefined) place.galley.anchor(block.id);
  const from = place.galley.strips.length;
  setProse(block.content, place);
  if (block.together) place.galley.bind(from, page.bottom - page.top);
}

const sizes: Partial<Record<Tone, Place['size']>> = {
  note: { size: 9.75, leading: 14.25 },
  answer: { size: 9.75, leading: 14.25 },
  source: { size: 9, leading: 13 },
};

/** A box with its word in the margin, its heading and facts inside, and whatever stands in it. */
function setBox(box: BoxBlock, place: Place, page: Page, outermost: boolean): void {
  const { galley, column } = place;
  const look = boxes[box.tone];
  const framed = look.frame !== undefined || look.ground !== undefined;
  const node: Node = { tag: 'Div', parent: place.parent };
  const outer = galley.exercise;
  galley.exercise = outer || (box.exercise ?? false);

  const inset = framed ? 13 : look.bar === undefined ? 0 : 11;
  const white = box.tone === 'entry' ? 9 : outermost ? 15 : 10;
  galley.space(white);
  const ground: Ground = {
    x: column.x,
    width: column.width,
    above: framed ? 10 : 1,
    below: framed ? 11 : 1,
    ...(look.ground === undefined ? {} : { colour: look.ground }),
    ...(look.bar === undefined ? {} : { bar: { colour: look.bar, thickness: 2.5 } }),
    ...(look.frame === undefined ? {} : { frame: { colour: look.frame, thickness: 0.8 } }),
  };
  const from = galley.strips.length;
  galley.open(ground);
  galley.anchor(box.id);
  wordBeside(box, look.word, place, page, node);
  const narrow = {
    x: column.x + inset - (galley.direction === 'rtl' && !framed ? inset : 0),
    width: column.width - inset * (framed ? 2 : 1),
  };
  const inner: Place = {
    ...place,
    column: narrow,
    parent: node,
    level: Math.min(5, place.level + 1),
    voice: box.tone === 'speech' ? spokenVoice : textVoice,
    size: sizes[box.tone] ?? place.size ?? body,
  };
  if (box.title) setBoxTitle(box, inner);
  setFacts(box.facts ?? [], inner);
  setBlocks(box.children, inner, page, false);
  galley.close();
  // Sheets to work on stay whole if a page can hold them; small boxes stay whole in any case.
  const wholePage = box.tone === 'form' || box.tone === 'entry';
  galley.bind(from, wholePage ? page.bottom - page.top - 20 : 150, box.tone === 'form');
  galley.space(white);
  galley.exercise = outer;
}

/** The word of a box stands in the narrow column beside its first line: "Say", "Activity 4.2". */
function wordBeside(box: BoxBlock, colour: string, place: Place, page: Page, parent: Node): void {
  const { galley } = place;
  const node: Node = { tag: 'P', parent };
  const setting = { ...label, width: page.margin.width, align: 'end' as const };
  const word = stack(
    galley.measure([{ text: box.word, face: 'text-strong', colour, node }], setting),
    page.margin.x,
    node,
    2.5,
  );
  galley.aside(word.marks);
  if (box.tone === 'task' || box.tone === 'form') otherPageBeside(box.id, place, page, parent, word.height + 2.5);
}

/** In the Guide, beside what both books have: where the participants find it. */
function otherPageBeside(id: string, { galley, places }: Place, page: Page, parent: Node, top: number): void {
  const number = places.otherBookPage(id);
  if (number === undefined) return;
  const node: Node = { tag: 'P', parent };
  const text = fill(places.words.otherBookPage, { page: number });
  const lines = galley.measure([{ text, face: 'text', colour: quiet, node }], {
    ...label,
    width: page.margin.width,
    align: 'end',
  });
  galley.aside(stack(lines, page.margin.x, node, top).marks);
}

function setBoxTitle(box: BoxBlock, place: Place): void {
  const { galley, column, parent, places } = place;
  const title = plainText(box.title ?? []);
  const heads = box.tone === 'task' || box.tone === 'form';
  const node: Node = { tag: heads ? `H${place.level}` : 'P', parent };
  const spans = spansOf(box.title ?? [], { ...textVoice, plain: 'title' }, node, places);
  galley.paragraph(spans, column, { ...headings[3], balanced: true }, node, {
    keep: true,
    ...(heads ? { heading: { level: place.level, title: `${box.word}: ${title}`, id: box.id } } : {}),
  });
  galley.space(4);
}
