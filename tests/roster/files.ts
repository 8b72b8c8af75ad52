import { type Zippable, strToU8, zipSync } from 'fflate';
import type { Browser } from '../support/site';

/** Sends a file by the form on this page, as a browser without script does. */
export async function sendFile(browser: Browser, action: string, name: string, bytes: Buffer): Promise<void> {
  const form = browser.page.querySelectorAll('form').find((one) => one.getAttribute('action') === action);
  const token = form?.querySelector('[name=_csrf]')?.getAttribute('value') ?? '';
  const answer = await browser.agent
    .post(action)
    .set('Accept', 'text/html')
    .field('_csrf', token)
    .attach('file', bytes, name);
  browser.status = answer.status;
  browser.location = answer.headers['location'] ?? '';
  if (answer.status !== 303) browser.text = answer.text;
}

/** A workbook as Excel writes them, from the XML inside its one sheet: shared strings, two date styles, merged cells. */
export function workbookWith(sheet: string, strings: readonly string[] = [], attributes = ''): Buffer {
  const words = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const links = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const files: Zippable = {
    'xl/workbook.xml': strToU8(
      `<workbook xmlns="${words}" xmlns:r="${links}"><workbookPr ${attributes}/><sheets><sheet name="Hidden" sheetId="1" state="hidden" r:id="rId9"/><sheet name="List" sheetId="2" r:id="rId1"/></sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      `<Relationships><Relationship Id="rId9" Target="worksheets/other.xml"/><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>`,
    ),
    'xl/sharedStrings.xml': strToU8(
      `<sst xmlns="${words}">${strings.map((one) => `<si><r><t>${one}</t></r></si>`).join('')}</sst>`,
    ),
    'xl/styles.xml': strToU8(
      `<styleSheet xmlns="${words}"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>`,
    ),
    'xl/worksheets/sheet1.xml': strToU8(`<worksheet xmlns="${words}">${sheet}</worksheet>`),
  };
  return Buffer.from(zipSync(files));
}
