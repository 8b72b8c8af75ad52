import { PDFArray, PDFDict, PDFNumber, PDFRef } from '@cantoo/pdf-lib';
import { operationsIn, type Operand } from './content';
import { Inspection, type Tree } from './pdf-objects';

const painting = new Set(['Tj', 'TJ', "'", '"', 'f', 'F', 'f*', 'S', 's', 'B', 'B*', 'b', 'b*', 'Do', 'sh', 'EI']);
const showing = new Set(['Tj', 'TJ', "'", '"']);

/** What is drawn on pages: read or decoration, in known characters, with links that the structure tells. */
export class PagesCheck extends Inspection {
  private readonly fonts = new Map<string, ReadonlySet<number>>();

  page(node: PDFDict, ref: PDFRef, number: number, tree: Tree): void {
    const key = this.look(node, 'StructParents');
    const parents = key instanceof PDFNumber ? tree.parents.get(key.asNumber()) : undefined;
    const list = parents instanceof PDFRef ? this.document.context.lookup(parents) : parents;
    const resources = this.dict(node, 'Resources');
    const open: ('artifact' | 'tagged' | 'plain')[] = [];
    let [font, fonts] = ['', undefined as PDFDict | undefined];
    fonts = this.dict(resources, 'Font');
    for (const { operator, operands } of operationsIn(this.contentOf(node))) {
      if (operator === 'BDC' || operator === 'BMC') {
        const [tag, about] = operands;
        const id = about instanceof Map ? Number((about as ReadonlyMap<string, Operand>).get('/MCID') ?? NaN) : NaN;
        const kind = tag === '/Artifact' ? 'artifact' : Number.isNaN(id) ? 'plain' : 'tagged';
        if (kind === 'artifact')
          this.need(!open.includes('tagged'), '01-003', `Page ${number}: decoration in what is read.`);
        if (kind === 'tagged') {
          this.need(!open.includes('artifact'), '01-004', `Page ${number}: what is read stands in decoration.`);
          const place = `${ref.toString()} ${id}`;
          tree.met.add(place);
          const owner = tree.owner.get(place);
          this.need(owner !== undefined, '01-005', `Page ${number}: content ${id} is in no structure.`);
          const told = list instanceof PDFArray ? list.get(id) : undefined;
          const parent = told instanceof PDFRef ? this.document.context.lookup(told) : told;
          this.need(parent === owner?.dict, '01-005', `Page ${number}: content ${id} has another parent.`);
        }
        open.push(kind);
      }
      if (operator === 'EMC') this.need(open.pop() !== undefined, '01-005', `Page ${number}: an end without begin.`);
      if (painting.has(operator)) {
        const marked = open.includes('artifact') || open.includes('tagged');
        this.need(marked, '01-005', `Page ${number}: ${operator} is neither read nor decoration.`);
      }
      if (operator === 'Tf' && typeof operands[0] === 'string') font = operands[0].slice(1);
      if (showing.has(operator)) this.shown(fonts, font, operands, number);
    }
    this.need(open.length === 0, '01-005', `Page ${number}: marked content is not ended.`);
    this.annotations(node, number, tree);
  }

  private contentOf(node: PDFDict): string {
    return this.list(node, 'Contents')
      .map((each) => (each instanceof PDFRef ? this.document.context.lookup(each) : each))
      .map((each) => this.bytes(each).toString('latin1'))
      .join('\n');
  }

  /** Each code that is drawn must be a glyph of an embedded font, and say what character it is. */
  private shown(fonts: PDFDict | undefined, name: string, operands: readonly Operand[], number: number): void {
    const dict = this.dict(fonts, name);
    if (!dict) {
      this.fail('31-009', `Page ${number}: the font ${name} is not among the page's.`);
      return;
    }
    const known = this.codesOf(dict);
    for (const operand of operands.flat()) {
      if (!(operand instanceof Uint8Array)) continue;
      for (let at = 0; at + 1 < operand.length; at += 2) {
        const code = (operand[at] ?? 0) * 256 + (operand[at + 1] ?? 0);
        this.need(code !== 0, '31-030', `Page ${number}: a missing glyph is drawn.`);
        this.need(known.has(code), '10-001', `Page ${number}: code ${code} of ${name} says no character.`);
      }
    }
  }

  private codesOf(font: PDFDict): ReadonlySet<number> {
    const key = this.text(font, 'BaseFont') || this.name(font, 'BaseFont');
    const known = this.fonts.get(key);
    if (known) return known;
    const [descendant] = this.list(font, 'DescendantFonts');
    const below = descendant instanceof PDFRef ? this.document.context.lookup(descendant, PDFDict) : undefined;
    const descriptor = this.dict(below, 'FontDescriptor');
    this.need(this.look(descriptor, 'FontFile2') !== undefined, '31-009', `${key} is not embedded.`);
    this.need(this.name(font, 'Encoding') === '/Identity-H', '31-007', `${key} is not encoded by its glyphs.`);
    this.need(
      this.look(below, 'CIDToGIDMap') !== undefined,
      '31-006',
      `${key} does not say which code is which glyph.`,
    );
    const text = this.bytes(this.look(font, 'ToUnicode')).toString('latin1');
    const codes = codesIn(text);
    this.fonts.set(key, codes);
    const wrong = /<(?:0000|feff|fffe)>\s*$/im.test(text.replace(/begincodespacerange[\s\S]*?endcodespacerange/g, ''));
    this.need(!wrong, '31-028', `${key} maps a code to no character.`);
    return codes;
  }

  private annotations(node: PDFDict, number: number, tree: Tree): void {
    const links = this.list(node, 'Annots').map((each) => this.document.context.lookup(each, PDFDict));
    if (links.length === 0) return;
    this.need(this.name(node, 'Tabs') === '/S', '28-009', `Page ${number}: the tab key does not follow the structure.`);
    for (const link of links) {
      const what = `Page ${number}: the link ${this.text(link, 'Contents')}`;
      this.need(this.name(link, 'Subtype') === '/Link', '28-002', `${what} is something else.`);
      this.need(this.text(link, 'Contents').trim() !== '', '28-012', `${what} has no words.`);
      const key = this.look(link, 'StructParent');
      const parent = key instanceof PDFNumber ? tree.parents.get(key.asNumber()) : undefined;
      const dict = parent instanceof PDFRef ? this.document.context.lookup(parent) : parent;
      const owner = tree.all.find((element) => element.dict === dict);
      this.need(owner?.type === 'Link', '28-011', `${what} stands in ${owner?.type ?? 'no structure'}.`);
      this.need(owner?.annotations.includes(link) ?? false, '28-011', `${what} is not told by its structure.`);
    }
  }
}

/** The codes of a table of characters (ToUnicode). */
function codesIn(text: string): Set<number> {
  const codes = new Set<number>();
  for (const [, block = ''] of text.matchAll(/beginbfchar([\s\S]*?)endbfchar/g))
    for (const [, code = ''] of block.matchAll(/<([0-9a-f]+)>\s*<[0-9a-f]+>/gi)) codes.add(Number.parseInt(code, 16));
  for (const [, block = ''] of text.matchAll(/beginbfrange([\s\S]*?)endbfrange/g))
    for (const [, from = '', to = '', list] of block.matchAll(
      /<([0-9a-f]+)>\s*<([0-9a-f]+)>\s*(\[[^\]]*\]|<[0-9a-f]+>)/gi,
    )) {
      const first = Number.parseInt(from, 16);
      const said = Array.from((list ?? '').matchAll(/<([0-9a-f ]*)>/gi), ([, each = '']) => each.trim());
      for (let code = first; code <= Number.parseInt(to, 16); code++) {
        if ((list ?? '').startsWith('<') || (said[code - first] ?? '') !== '') codes.add(code);
      }
    }
  return codes;
}
