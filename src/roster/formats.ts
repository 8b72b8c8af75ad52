import { type Zippable, strToU8, zipSync } from 'fflate';
import { csvOf, type Table } from '../intake/csv';
import { guarded } from '../intake/formula';
import { columnName } from '../intake/sheet';

export { csvOf, type Table };

// Every file of the archive bears this day: the same table gives the same bytes. ZIP counts from 1980.
const dayOfNoMeaning = new Date(Date.UTC(1980, 0, 2));

/**
 * A workbook of one sheet (ECMA-376): every cell is text, so that nothing runs and no number loses its zeros. Cells are
 * guarded all the same: somebody may save the workbook as CSV.
 */
export function workbookOf(name: string, table: Table): Buffer {
  const files: Zippable = {
    '[Content_Types].xml': xml(
      `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${main}.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${kind}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${kind}.styles+xml"/></Types>`,
    ),
    '_rels/.rels': relations([['officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': xml(
      `<workbook xmlns="${sheetWords}" xmlns:r="${relationWords}"><sheets><sheet name="${escaped(sheetName(name))}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': relations([
      ['worksheet', 'worksheets/sheet1.xml'],
      ['styles', 'styles.xml'],
    ]),
    // Style 0 is text (format 49), style 1 the same in bold for the headings.
    'xl/styles.xml': xml(
      `<styleSheet xmlns="${sheetWords}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="49" fontId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>`,
    ),
    'xl/worksheets/sheet1.xml': xml(sheetOf(table)),
  };
  return Buffer.from(zipSync(files, { mtime: dayOfNoMeaning }));
}

const kind = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const main = `${kind}.sheet`;
const sheetWords = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relationWords = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

function sheetOf(table: Table): string {
  const width = Math.max(1, ...table.slice(0, 1).map((row) => row.length));
  const rows = table.map((row, at) => {
    const cells = row.map((value, column) => {
      const style = at === 0 ? ' s="1"' : ' s="0"';
      return value === ''
        ? ''
        : `<c r="${columnName(column)}${at + 1}"${style} t="inlineStr"><is><t xml:space="preserve">${escaped(guarded(value))}</t></is></c>`;
    });
    return `<row r="${at + 1}">${cells.join('')}</row>`;
  });
  const frozen =
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>';
  return `<worksheet xmlns="${sheetWords}">${frozen}<cols><col min="1" max="${width}" width="28" customWidth="1"/></cols><sheetData>${rows.join('')}</sheetData></worksheet>`;
}

function relations(targets: readonly (readonly [string, string])[]): Uint8Array {
  const each = targets.map(
    ([type, target], at) => `<Relationship Id="rId${at + 1}" Type="${relationWords}/${type}" Target="${target}"/>`,
  );
  return xml(
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${each.join('')}</Relationships>`,
  );
}

function xml(body: string): Uint8Array {
  return strToU8(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${body}`);
}

function escaped(text: string): string {
  return text
    .replace(/_x[0-9A-F]{4}_/gi, (code) => `_x005F${code}`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** Excel takes 31 characters at most, and not these. */
function sheetName(name: string): string {
  return (
    name
      .replace(/[[\]:*?/\\']/g, ' ')
      .slice(0, 31)
      .replace(/[\ud800-\udbff]$/, '')
      .trim() || 'Sheet'
  );
}
