import { type FontFile, fontFile } from './font-file';
import { type PdfFile, fixed, ref } from './pdf-file';
import type { Shaper } from './shaping';
import { subsetOf } from './subset';

/** A font of one PDF file. Its glyphs are told by the numbers that they have in the font itself. */
export class EmbeddedFont {
  /** What each glyph in use stands for, told where it was used first. */
  readonly meanings = new Map<number, readonly number[]>();
  readonly file: FontFile;

  constructor(
    private readonly path: string,
    /** As pages name it, and as an object of the file. */
    readonly id: string,
    readonly number: number,
    private readonly characters: Pick<Shaper, 'characterOf'>,
  ) {
    this.file = fontFile(path);
  }

  /** The character that a glyph stands for wherever it is drawn alone. */
  characterOf(glyph: number): readonly number[] | undefined {
    const character = this.characters.characterOf(this.path, glyph);
    return character === undefined ? undefined : [character];
  }

  /** Writes the glyphs in use, their widths, and which characters they are. */
  async embed(pdf: PdfFile, place: number): Promise<void> {
    const { file, meanings } = this;
    const glyphs = [...meanings.keys()].sort((a, b) => a - b);
    const bytes = await subsetOf(this.path, glyphs);
    const name = `${tagOf(place)}+${file.name}`;
    const program = pdf.stream(`/Length1 ${bytes.length}`, bytes);
    const box = file.box.map(fixed).join(' ');
    const descriptor = pdf.object(
      `<</Type /FontDescriptor /FontName /${name} /Flags ${file.flags} /FontBBox [${box}] /ItalicAngle ${fixed(file.slant)} ` +
        `/Ascent ${fixed(file.ascent)} /Descent ${fixed(file.descent)} /CapHeight ${fixed(file.capHeight)} ` +
        `/XHeight ${fixed(file.xHeight)} /StemV 0 /FontFile2 ${ref(program)}>>`,
    );
    const below = pdf.object(
      `<</Type /Font /Subtype /CIDFontType2 /BaseFont /${name} ` +
        `/CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> /FontDescriptor ${ref(descriptor)} ` +
        `/W [${widthsOf(file, glyphs)}] /CIDToGIDMap /Identity>>`,
    );
    const text = pdf.stream('', Buffer.from(charactersOf(meanings, glyphs), 'latin1'));
    pdf.object(
      `<</Type /Font /Subtype /Type0 /BaseFont /${name} /Encoding /Identity-H /DescendantFonts [${ref(below)}] /ToUnicode ${ref(text)}>>`,
      this.number,
    );
  }
}

/** Six letters that no other subset in the file has. */
function tagOf(place: number): string {
  return `TITI${String.fromCharCode(0x41 + (Math.floor(place / 26) % 26), 0x41 + (place % 26))}`;
}

/** Widths by glyph: of glyphs with numbers that follow each other, in one list. */
function widthsOf(file: FontFile, glyphs: readonly number[]): string {
  let text = '';
  let last = -2;
  for (const glyph of glyphs) {
    text += glyph === last + 1 ? ' ' : `${last < 0 ? '' : '] '}${glyph} [`;
    text += fixed(file.widthOf(glyph));
    last = glyph;
  }
  return last < 0 ? '' : `${text}]`;
}

const mostInBlock = 100;

/** The table by which readers know characters from glyphs (ToUnicode; 9.10.3). */
function charactersOf(meanings: ReadonlyMap<number, readonly number[]>, glyphs: readonly number[]): string {
  const lines = glyphs.map((glyph) => {
    const units = utf16(String.fromCodePoint(...(meanings.get(glyph) ?? [])));
    return `<${hex(glyph)}> <${units}>`;
  });
  const blocks: string[] = [];
  for (let at = 0; at < lines.length; at += mostInBlock) {
    const block = lines.slice(at, at + mostInBlock);
    blocks.push(`${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`);
  }
  return `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
${blocks.join('\n')}
endcmap
CMapName currentdict /CMap defineresource pop
end
end
`;
}

/** Four digits. */
export function hex(number: number): string {
  return number.toString(16).padStart(4, '0');
}

/** A text as the digits of its UTF-16. */
export function utf16(text: string): string {
  let digits = '';
  for (let at = 0; at < text.length; at++) digits += hex(text.charCodeAt(at));
  return digits;
}
