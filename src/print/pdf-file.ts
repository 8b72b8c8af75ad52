import { deflateSync } from 'node:zlib';
import type { Out } from './document';

const chunk = 1 << 16;
/** Two steps below what zlib does by itself: nearly half of the time less for a tenth more room. */
const packing = 4;

/**
 * The objects of a PDF file (ISO 32000-1, 7.3 to 7.5), handed on in pieces while they are written. An object is told by
 * its number, which may be reserved before it is written.
 */
export class PdfFile {
  private readonly offsets: number[] = [0];
  private text = '';
  private pieces: Uint8Array[] = [];
  private held = 0;
  private gone = 0;

  constructor(private readonly out: Out) {
    // Bytes above 127 in the second line say that this is no text.
    this.text = '%PDF-1.7\n%\xff\xff\xff\xff\n';
  }

  reserve(): number {
    return this.offsets.push(0) - 1;
  }

  /** Writes an object and answers with its number. */
  object(body: string, number = this.reserve()): number {
    this.offsets[number] = this.gone + this.held + this.text.length;
    this.text += `${number} 0 obj\n${body}\nendobj\n`;
    if (this.text.length >= chunk) this.hand();
    return number;
  }

  /** Writes bytes with what is said of them; packed, unless they are to be read by who does not unpack. */
  stream(said: string, bytes: Uint8Array, { packed = true, number = this.reserve() } = {}): number {
    const kept = packed ? deflateSync(bytes, { level: packing }) : bytes;
    this.offsets[number] = this.gone + this.held + this.text.length;
    this.text += `${number} 0 obj\n<<${said}${packed ? ' /Filter /FlateDecode' : ''} /Length ${kept.length}>>\nstream\n`;
    this.settle();
    this.hold(kept);
    this.text = '\nendstream\nendobj\n';
    if (this.held >= chunk) this.hand();
    return number;
  }

  /** Ends the file: every reserved number must have its object. */
  end(catalog: number, info: number, id: string): void {
    const from = this.gone + this.held + this.text.length;
    const places = this.offsets.slice(1).map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`);
    this.text += `xref\n0 ${this.offsets.length}\n0000000000 65535 f \n${places.join('')}`;
    this.text += `trailer\n<</Size ${this.offsets.length} /Root ${ref(catalog)} /Info ${ref(info)} /ID [<${id}> <${id}>]>>\n`;
    this.text += `startxref\n${from}\n%%EOF\n`;
    this.hand();
  }

  private settle(): void {
    this.hold(Buffer.from(this.text, 'latin1'));
    this.text = '';
  }

  private hold(bytes: Uint8Array): void {
    this.pieces.push(bytes);
    this.held += bytes.length;
  }

  /** What was written becomes one piece, which nobody else holds. */
  private hand(): void {
    this.settle();
    const whole = new Uint8Array(this.held);
    let at = 0;
    for (const piece of this.pieces) {
      whole.set(piece, at);
      at += piece.length;
    }
    this.gone += this.held;
    this.pieces = [];
    this.held = 0;
    this.out(whole);
  }
}

export function ref(number: number): string {
  return `${number} 0 R`;
}

/** A string in a file: as it stands where it is ASCII, else in UTF-16. */
export function literal(text: string): string {
  return `(${encoded(text).replace(/[\\()\r\n]/g, (sign) => escapes[sign] ?? sign)})`;
}

const escapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '(': '\\(',
  ')': '\\)',
  '\r': '\\r',
  '\n': '\\n',
};

/** The bytes of a string, one a character. */
function encoded(text: string): string {
  if (!/[^\x00-\x7f]/.test(text)) return text;
  let bytes = '\xfe\xff';
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    bytes += String.fromCharCode(unit >> 8, unit & 0xff);
  }
  return bytes;
}

/** Names with what they stand for, in the order that ISO 32000-1 (7.9.6) asks for. */
export function nameTree(named: ReadonlyMap<string, string>): string {
  const sorted = [...named].map(([name, value]) => ({ key: encoded(name), name, value }));
  sorted.sort((a, b) => (a.key < b.key ? -1 : 1));
  return `<</Names [${sorted.map(({ name, value }) => `${literal(name)} ${value}`).join('\n')}]>>`;
}

/** A number with at most three decimals. */
export function fixed(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}
