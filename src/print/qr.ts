import { createRequire } from 'node:module';
import type * as QrCode from 'qrcode';
import { ink } from './look';
import type { Drawing } from './svg';

// Loaded when it is needed: few papers have one, and it takes longer to load than a page takes to print.
const load = createRequire(__filename);

/** A QR code as one vector path, a unit a module, with the quiet zone that readers need around it. */
export function qrDrawing(text: string): Drawing {
  const { create } = load('qrcode') as typeof QrCode;
  // A long text makes small squares: on clean paper larger squares help a phone more than more correction does.
  const { modules } = create(text, { errorCorrectionLevel: text.length > 200 ? 'L' : 'M' });
  const { size } = modules;
  let d = '';
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      let length = 0;
      while (column + length < size && modules.get(row, column + length)) length++;
      if (length > 0) d += `M${column} ${row}h${length}v1h${-length}z`;
      column += length;
    }
  }
  const quiet = 2;
  return {
    viewBox: [-quiet, -quiet, size + 2 * quiet, size + 2 * quiet],
    shapes: [
      {
        type: 'path',
        d,
        matrix: [1, 0, 0, 1, 0, 0],
        fill: ink,
        strokeWidth: 0,
        evenOdd: false,
        fillOpacity: 1,
        strokeOpacity: 1,
      },
    ],
  };
}
