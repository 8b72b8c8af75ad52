import { createHash } from 'node:crypto';
import type { Imprint } from './document';
import { type PdfFile, literal, ref } from './pdf-file';

const maker = 'Titian';

/** What a file says of itself, and its id: the same for equal imprints. */
export function infoOf(imprint: Imprint, file: PdfFile): { readonly info: number; readonly id: string } {
  const date = `(D:${imprint.day.replace(/-/g, '')}000000Z)`;
  const said =
    `/Title ${literal(imprint.title)} /Author ${literal(imprint.author)} /Creator (${maker}) /Producer (${maker}) ` +
    `/CreationDate ${date} /ModDate ${date}`;
  return { info: file.object(`<<${said}>>`), id: createHash('md5').update(said).digest('hex') };
}

/** The root of a file's objects. */
export function catalogOf(
  imprint: Imprint,
  parts: {
    readonly pages: number;
    readonly structure: number;
    readonly outline: number | undefined;
    readonly places: string;
  },
  file: PdfFile,
): number {
  const metadata = file.stream('/Type /Metadata /Subtype /XML', Buffer.from(metadataOf(imprint)), { packed: false });
  const outline = parts.outline === undefined ? '' : ` /Outlines ${ref(parts.outline)} /PageMode /UseOutlines`;
  return file.object(
    `<</Type /Catalog /Pages ${ref(parts.pages)} /Names <</Dests ${parts.places}>> /Lang ${literal(imprint.language)} ` +
      `/MarkInfo <</Marked true>> /StructTreeRoot ${ref(parts.structure)} ` +
      `/ViewerPreferences <</DisplayDocTitle true>>${outline} /Metadata ${ref(metadata)}>>`,
  );
}

/** The same in XMP; and that this is PDF/UA-1 (ISO 14289-1, 5). */
function metadataOf({ title, author, day }: Imprint): string {
  return `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<xmp:CreateDate>${day}T00:00:00Z</xmp:CreateDate>
<xmp:ModifyDate>${day}T00:00:00Z</xmp:ModifyDate>
<xmp:CreatorTool>${maker}</xmp:CreatorTool>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(title)}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>${escapeXml(author)}</rdf:li></rdf:Seq></dc:creator>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<pdf:Producer>${maker}</pdf:Producer>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>`;
}

function escapeXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
