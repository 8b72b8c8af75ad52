import { PDFDict, PDFNumber, PDFRef, PDFName, type PDFObject } from '@cantoo/pdf-lib';
import { Inspection, type Element, type Tree } from './pdf-objects';

const standard = new Set(
  (
    'Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody ' +
    'Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP ' +
    'Figure Formula Form'
  ).split(' '),
);

/** Which parents an element may have, where the standard says so (09-004 to 09-008). */
const under: Readonly<Record<string, readonly string[]>> = {
  TR: ['Table', 'THead', 'TBody', 'TFoot'],
  THead: ['Table'],
  TBody: ['Table'],
  TFoot: ['Table'],
  TH: ['TR'],
  TD: ['TR'],
  LI: ['L'],
  LBody: ['LI'],
  TOCI: ['TOC'],
};
const within: Readonly<Record<string, readonly string[]>> = {
  Table: ['TR', 'THead', 'TBody', 'TFoot', 'Caption'],
  TR: ['TH', 'TD'],
  L: ['L', 'LI', 'Caption'],
  LI: ['Lbl', 'LBody'],
  TOC: ['TOC', 'TOCI', 'Caption'],
};

/** The tree of tags by itself: types, nesting, headings, tables, lists, figures, notes. */
export class StructureCheck extends Inspection {
  structure(): Tree {
    const root = this.dict(this.document.catalog, 'StructTreeRoot');
    this.need(root !== undefined, '01-007', 'There is no structure.');
    const roles = this.dict(root, 'RoleMap');
    const all: Element[] = [];
    const owner = new Map<string, Element>();
    const walk = (dict: PDFDict, ref: PDFObject | undefined, parent: Element | undefined, page: string): void => {
      const given = this.name(dict, 'S').slice(1);
      const type = standard.has(given) ? given : this.name(roles, given).slice(1);
      this.need(standard.has(type), '02-001', `${given} is no standard type, and mapped to none.`);
      const element: Element = { type, dict, parent, children: [], content: [], annotations: [] };
      all.push(element);
      parent?.children.push(element);
      const own = dict.get(PDFName.of('Pg'))?.toString() ?? page;
      for (const kid of this.list(dict, 'K')) {
        const child = kid instanceof PDFRef ? this.document.context.lookup(kid) : kid;
        if (child instanceof PDFNumber) this.own(element, `${own} ${child.asNumber()}`, owner);
        if (!(child instanceof PDFDict)) continue;
        const kind = this.name(child, 'Type');
        const where = child.get(PDFName.of('Pg'))?.toString() ?? own;
        if (kind === '/MCR') this.own(element, `${where} ${this.name(child, 'MCID')}`, owner);
        else if (kind === '/OBJR') element.annotations.push(this.dict(child, 'Obj') ?? child);
        else {
          this.need(child.get(PDFName.of('P')) === ref, '01-007', `${type}: a child does not know its parent.`);
          walk(child, kid, element, own);
        }
      }
    };
    for (const kid of this.list(root, 'K')) {
      const child = kid instanceof PDFRef ? this.document.context.lookup(kid) : kid;
      if (child instanceof PDFDict) walk(child, kid, undefined, '');
    }
    for (const element of all) this.element(element);
    this.headings(all);
    this.notes(all);
    return { all, owner, met: new Set(), parents: this.parents(root) };
  }

  private own(element: Element, key: string, owner: Map<string, Element>): void {
    this.need(!owner.has(key), '01-006', `Content ${key} stands in the structure twice.`);
    owner.set(key, element);
    element.content.push(key);
  }

  private parents(root: PDFDict | undefined): ReadonlyMap<number, PDFObject> {
    const found = new Map<number, PDFObject>();
    const walk = (node: PDFDict | undefined): void => {
      const pairs = this.list(node, 'Nums');
      for (let at = 0; at + 1 < pairs.length; at += 2) {
        const [key, value] = [pairs[at], pairs[at + 1]];
        if (key instanceof PDFNumber && value) found.set(key.asNumber(), value);
      }
      for (const kid of this.list(node, 'Kids')) walk(this.document.context.lookup(kid, PDFDict));
    };
    walk(this.dict(root, 'ParentTree'));
    return found;
  }

  private element({ type, dict, parent, children, content, annotations }: Element): void {
    const [above, below] = [under[type], within[type]];
    if (above)
      this.need(above.includes(parent?.type ?? ''), '09-004', `${type} stands in ${parent?.type ?? 'nothing'}.`);
    if (below) {
      const strange = children.filter((child) => !below.includes(child.type));
      this.need(strange.length === 0, '09-004', `${type} holds ${strange.map((child) => child.type).join(', ')}.`);
      this.need(content.length === 0, '09-004', `${type} holds words of its own.`);
    }
    this.need(
      children.length + content.length + annotations.length > 0 || type === 'TD' || type === 'TH',
      '01-007',
      `A ${type} is empty.`,
    );
    if (type === 'Figure') {
      this.need(
        (this.text(dict, 'Alt') || this.text(dict, 'ActualText')).trim() !== '',
        '13-004',
        'A figure says nothing.',
      );
      this.need(this.attribute(dict, 'BBox') !== undefined, '13-005', 'A figure has no place.');
    }
    if (type === 'TH') {
      const scope = this.attribute(dict, 'Scope')?.toString() ?? '';
      this.need(['/Column', '/Row', '/Both'].includes(scope), '15-003', 'A head cell has no scope.');
    }
    if (type === 'Table') this.table(children);
    if (type === 'L' && children.some(({ children: parts }) => parts.some((part) => part.type === 'Lbl'))) {
      const numbering = this.attribute(dict, 'ListNumbering')?.toString() ?? '/None';
      this.need(numbering !== '/None', '16-001', 'A list with labels does not say how it counts.');
    }
    if (type === 'Link') this.need(annotations.length > 0, '28-011', 'A link leads nowhere.');
    const lang = this.look(dict, 'Lang');
    if (lang)
      this.need(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/.test(this.text(dict, 'Lang')), '11-002', 'A language is no tag.');
  }

  private attribute(dict: PDFDict, key: string): PDFObject | undefined {
    for (const each of this.list(dict, 'A')) {
      const attributes = each instanceof PDFRef ? this.document.context.lookup(each) : each;
      const found = attributes instanceof PDFDict ? this.look(attributes, key) : undefined;
      if (found) return found;
    }
    return undefined;
  }

  private table(children: readonly Element[]): void {
    const rows = children
      .flatMap((child) => (child.type === 'TR' ? [child] : child.children))
      .filter(({ type }) => type === 'TR');
    const widths = new Set(rows.map((row) => row.children.length));
    this.need(widths.size === 1, '15-005', `A table has rows of ${[...widths].join(' and ')} cells.`);
    const heads = rows.flatMap((row) => row.children).filter(({ type }) => type === 'TH');
    this.need(heads.length > 0, '15-002', 'A table has no head.');
  }

  private headings(all: readonly Element[]): void {
    this.need(!all.some(({ type }) => type === 'H'), '14-006', 'Headings without a level stand among those with one.');
    let last = 0;
    for (const { type } of all) {
      const level = Number(/^H(\d)$/.exec(type)?.[1] ?? 0);
      if (level === 0) continue;
      this.need(level <= last + 1, last === 0 ? '14-002' : '14-003', `H${level} follows H${last}.`);
      last = level;
    }
  }

  private notes(all: readonly Element[]): void {
    const notes = all.filter(({ type }) => type === 'Note');
    const ids = notes.map(({ dict }) => this.text(dict, 'ID'));
    this.need(!ids.includes(''), '19-003', 'A note has no id.');
    this.need(new Set(ids).size === ids.length, '19-004', 'Two notes have one id.');
  }
}
