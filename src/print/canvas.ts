import { colourIn } from './colours';
import type { Out, Imprint } from './document';
import { EmbeddedFont } from './embedding';
import { catalogOf, infoOf } from './imprint';
import { Outline } from './outline';
import { PdfFile, fixed, literal, nameTree, ref } from './pdf-file';
import type { Shaper } from './shaping';
import type { Matrix } from './svg';

/** A page while it is drawn; `owners` are the elements of its marked content, in order. */
interface Page {
  readonly number: number;
  readonly key: number;
  readonly owners: number[];
  readonly links: number[];
}

/**
 * A PDF/UA-1 file that is drawn page by page: tagged, titled, in its language. Lengths are points from the top left corner of
 * the page. The `day` of its imprint is its date, so that equal books are equal files.
 */
export class Pdf {
  readonly file: PdfFile;
  readonly outline = new Outline();
  private readonly fonts = new Map<string, EmbeddedFont>();
  private readonly places = new Map<string, string>();
  private readonly shades = new Map<string, { readonly id: string; readonly number: number }>();
  private readonly pages: number[] = [];
  /** Who owns what is marked on a page, or a link: by the keys that pages and links have. */
  private readonly owners: string[] = [];
  private readonly tree: number;
  private readonly resources: number;
  private content = '';
  private page: Page = { number: 0, key: 0, owners: [], links: [] };
  private matrix: Matrix;
  private readonly saved: Matrix[] = [];

  constructor(
    private readonly imprint: Imprint,
    private readonly size: readonly [width: number, height: number],
    private readonly shaper: Pick<Shaper, 'characterOf'>,
    out: Out,
  ) {
    this.file = new PdfFile(out);
    this.tree = this.file.reserve();
    this.resources = this.file.reserve();
    this.matrix = [1, 0, 0, -1, 0, size[1]];
  }

  get pageNumber(): number {
    return this.page.number;
  }

  addPage(): void {
    const key = this.owners.push('') - 1;
    this.page = { number: this.file.reserve(), key, owners: [], links: [] };
    this.pages.push(this.page.number);
    this.content = `1 0 0 -1 0 ${fixed(this.size[1])} cm\n`;
    this.matrix = [1, 0, 0, -1, 0, this.size[1]];
  }

  /** To be called when a page is drawn. */
  leavePage(): void {
    const { number, key, owners, links } = this.page;
    const content = this.file.stream('', Buffer.from(this.content, 'latin1'));
    const annotations = links.length > 0 ? ` /Annots [${links.map(ref).join(' ')}]` : '';
    this.file.object(
      `<</Type /Page /Parent ${ref(this.tree)} /MediaBox [0 0 ${this.size.map(fixed).join(' ')}] /Contents ${ref(content)} ` +
        `/Resources ${ref(this.resources)} /StructParents ${key} /Tabs /S${annotations}>>`,
      number,
    );
    this.owners[key] = `[${owners.map(ref).join(' ')}]`;
  }

  /** Ends the file, when all pages have left; `structure` is the number of its outermost element. */
  async leaveAll(structure: number, root: number, named: ReadonlyMap<string, string>): Promise<void> {
    const { file } = this;
    file.object(
      `<</Type /StructTreeRoot /K [${ref(structure)}] ${named.size > 0 ? `/IDTree ${nameTree(named)} ` : ''}` +
        `/ParentTreeNextKey ${this.owners.length} /ParentTree <</Nums [${this.owners.map((owner, key) => `${key} ${owner}`).join('\n')}]>>>>`,
      root,
    );
    for (const [place, font] of [...this.fonts.values()].entries()) await font.embed(file, place);
    const fonts = [...this.fonts.values()].map(({ id, number }) => `/${id} ${ref(number)}`);
    const shades = [...this.shades.values()].map(({ id, number }) => `/${id} ${ref(number)}`);
    file.object(`<</Font <<${fonts.join(' ')}>> /ExtGState <<${shades.join(' ')}>>>>`, this.resources);
    file.object(`<</Type /Pages /Count ${this.pages.length} /Kids [${this.pages.map(ref).join(' ')}]>>`, this.tree);
    const parts = {
      pages: this.tree,
      structure: root,
      outline: this.outline.write(file),
      places: nameTree(this.places),
    };
    const { info, id } = infoOf(this.imprint, file);
    file.end(catalogOf(this.imprint, parts, file), info, id);
  }

  /** The font of a file, to draw with on this page. */
  font(path: string): EmbeddedFont {
    let font = this.fonts.get(path);
    if (!font) {
      font = new EmbeddedFont(path, `F${this.fonts.size + 1}`, this.file.reserve(), this.shaper);
      this.fonts.set(path, font);
    }
    return font;
  }

  /** What is drawn until {@link endMark} belongs to an element of the structure. */
  mark(tag: string, owner: number): number {
    const mark = this.page.owners.push(owner) - 1;
    this.content += `/${tag} <</MCID ${mark}>> BDC\n`;
    return mark;
  }

  /** What is drawn until {@link endMark} is decoration. */
  markArtifact(type: 'Layout' | 'Pagination'): void {
    this.content += `/Artifact <</Type /${type}>> BDC\n`;
  }

  endMark(): void {
    this.content += 'EMC\n';
  }

  /** Makes a rectangle of the page a link that belongs to an element; answers with its number. */
  link(
    [x, y, width, height]: readonly [number, number, number, number],
    to: { readonly url: string } | { readonly place: string },
    says: string,
    owner: number,
  ): number {
    const action = 'url' in to ? `/S /URI /URI ${literal(asciiOf(to.url))}` : `/S /GoTo /D ${literal(to.place)}`;
    const key = this.owners.push(ref(owner)) - 1;
    const link = this.file.object(
      `<</Type /Annot /Subtype /Link /Rect [${this.placed(x, y + height, x + width, y)}] /Border [0 0 0] /F 4 ` +
        `/Contents ${literal(says)} /A <<${action}>> /StructParent ${key}>>`,
    );
    this.page.links.push(link);
    return link;
  }

  /** Names a height of this page, so that links may lead to it. */
  place(name: string, y: number): void {
    this.places.set(name, this.heightAt(y));
  }

  /** This page from a height on, as a place to go to. */
  heightAt(y: number): string {
    return `[${ref(this.page.number)} /XYZ 0 ${fixed(this.size[1] - y)} 0]`;
  }

  /** Two corners of a rectangle in the page's own measure: first the lower left one. */
  placed(left: number, bottom: number, right: number, top: number): string {
    const [a, b, c, d, e, f] = this.matrix;
    const corner = (x: number, y: number) => `${fixed(a * x + c * y + e)} ${fixed(b * x + d * y + f)}`;
    return `${corner(left, bottom)} ${corner(right, top)}`;
  }

  /** Writes operators as they stand (ISO 32000-1, 8.2). */
  add(operators: string): void {
    this.content += `${operators}\n`;
  }

  save(): void {
    this.saved.push(this.matrix);
    this.content += 'q\n';
  }

  restore(): void {
    this.matrix = this.saved.pop() ?? this.matrix;
    this.content += 'Q\n';
  }

  transform(by: Matrix): void {
    this.matrix = multiply(this.matrix, by);
    this.content += `${by.map(precise).join(' ')} cm\n`;
  }

  rectangle(x: number, y: number, width: number, height: number): void {
    this.content += `${fixed(x)} ${fixed(y)} ${fixed(width)} ${fixed(height)} re\n`;
  }

  fillColour(colour: string): void {
    const parts = colourIn(colour);
    if (parts !== undefined) this.content += `${parts} rg\n`;
  }

  strokeColour(colour: string): void {
    const parts = colourIn(colour);
    if (parts !== undefined) this.content += `${parts} RG\n`;
  }

  /** How much of what is drawn from here on covers what is behind it: from 0 to 1. */
  opacity(of: 'fill' | 'stroke', share: number): void {
    const key = `/${of === 'fill' ? 'ca' : 'CA'} ${fixed(share)}`;
    let shade = this.shades.get(key);
    if (!shade) {
      shade = { id: `G${this.shades.size + 1}`, number: this.file.object(`<</Type /ExtGState ${key}>>`) };
      this.shades.set(key, shade);
    }
    this.content += `/${shade.id} gs\n`;
  }
}

function multiply(m: Matrix, n: Matrix): Matrix {
  return [
    m[0] * n[0] + m[2] * n[1],
    m[1] * n[0] + m[3] * n[1],
    m[0] * n[2] + m[2] * n[3],
    m[1] * n[2] + m[3] * n[3],
    m[0] * n[4] + m[2] * n[5] + m[4],
    m[1] * n[4] + m[3] * n[5] + m[5],
  ];
}

/** A factor needs more decimals than a length. */
function precise(value: number): string {
  return String(Math.round(value * 1e6) / 1e6);
}

/** An address may hold nothing but ASCII. */
function asciiOf(url: string): string {
  return url.replace(/[^\x21-\x7e]/gu, encodeURIComponent);
}
