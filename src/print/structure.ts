import type { Pdf } from './canvas';
import { literal, ref } from './pdf-file';
import type { Node } from './strip';

interface Element {
  readonly number: number;
  readonly said: string;
  /** The page of its first own content. */
  page: number;
  children: string;
}

/**
 * The structure of one file while it is drawn: elements appear in the order in which their content does. A link ends with
 * each page and begins anew on the next.
 */
export class Structure {
  private readonly root: number;
  private readonly top: Element;
  private readonly all: Element[] = [];
  private readonly elements = new Map<Node, Element>();
  private readonly named = new Map<string, string>();
  private links: Node[] = [];

  constructor(private readonly pdf: Pdf) {
    this.root = pdf.file.reserve();
    this.top = { number: pdf.file.reserve(), said: `/S /Document /P ${ref(this.root)}`, page: 0, children: '' };
    this.all.push(this.top);
  }

  /** Begins an element where there is none: for what has no content of its own. */
  open(node: Node): void {
    this.elementOf(node);
  }

  /** Draws as the content of a node; nothing but this may be read out. The corners are those of a figure. */
  content(node: Node, drawing: () => void, corners?: readonly [number, number, number, number]): void {
    const element = this.elementOf(node, corners);
    const mark = this.pdf.mark(node.tag, element.number);
    drawing();
    this.pdf.endMark();
    const page = this.pdf.pageNumber;
    element.page ||= page;
    element.children += element.page === page ? `${mark} ` : `<</Type /MCR /Pg ${ref(page)} /MCID ${mark}>> `;
  }

  /** Makes a rectangle of the page lead to where a node leads. */
  link(node: Node, rectangle: readonly [number, number, number, number]): void {
    if (!node.link) return;
    const element = this.elementOf(node);
    const number = this.pdf.link(rectangle, node.link, node.link.says, element.number);
    element.children += `<</Type /OBJR /Obj ${ref(number)} /Pg ${ref(this.pdf.pageNumber)}>> `;
  }

  endPage(): void {
    for (const node of this.links) this.elements.delete(node);
    this.links = [];
  }

  /** Writes all elements and ends the file. */
  async end(): Promise<void> {
    const { file } = this.pdf;
    for (const { number, said, page, children } of this.all) {
      file.object(`<<${said}${page === 0 ? '' : ` /Pg ${ref(page)}`} /K [${children}]>>`, number);
    }
    await this.pdf.leaveAll(this.top.number, this.root, this.named);
  }

  private elementOf(node: Node, corners?: readonly [number, number, number, number]): Element {
    const known = this.elements.get(node);
    if (known) return known;
    const parent = node.parent ? this.elementOf(node.parent) : this.top;
    const number = this.pdf.file.reserve();
    const element = {
      number,
      said: `${saidOf(node)}${this.shapeOf(corners)} /P ${ref(parent.number)}`,
      page: 0,
      children: '',
    };
    parent.children += `${ref(number)} `;
    this.all.push(element);
    this.elements.set(node, element);
    if (node.id !== undefined) this.named.set(node.id, ref(number));
    if (node.link) this.links.push(node);
    return element;
  }

  private shapeOf(corners: readonly [number, number, number, number] | undefined): string {
    if (!corners) return '';
    const [left, top, right, bottom] = corners;
    return ` /A <</O /Layout /Placement /Block /BBox [${this.pdf.placed(left, bottom, right, top)}]>>`;
  }
}

function saidOf({ tag, lang, alt, id, actual, scope, numbering }: Node): string {
  let said = `/S /${tag}`;
  if (lang !== undefined) said += ` /Lang ${literal(lang)}`;
  if (alt !== undefined) said += ` /Alt ${literal(alt)}`;
  if (id !== undefined) said += ` /ID ${literal(id)}`;
  if (actual !== undefined) said += ` /ActualText ${literal(actual)}`;
  if (scope) said += ` /A <</O /Table /Scope /${scope}>>`;
  if (numbering) said += ` /A <</O /List /ListNumbering /${numbering}>>`;
  return said;
}
