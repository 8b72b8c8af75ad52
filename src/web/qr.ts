import QRCode from 'qrcode';

/** A QR code as an SVG drawing for a page; the same words must stand beside it, for cameras that fail. */
export async function qrSvg(text: string): Promise<string> {
  return QRCode.toString(text, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 });
}
