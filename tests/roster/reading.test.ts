import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { root } from '../../src/root';
import { guessMapping, possibleOrders } from '../../src/roster/columns';
import { readDay } from '../../src/roster/dates';
import { csvOf, workbookOf } from '../../src/roster/formats';
import { guarded, unguarded } from '../../src/intake/formula';
import { readSheet } from '../../src/roster/read-file';
import { readRoster } from '../../src/roster/roster';
import { textOfCell } from '../../src/intake/sheet';
import { foldName } from '../../src/accounts';
import { workbookWith } from './files';

const folder = join(root, 'tests', 'fixtures', 'roster');
const fixture = (name: string) => readSheet(readFileSync(join(folder, name)));
const rosterOf = (bytes: Buffer) => {
  const sheet = readSheet(bytes);
  return readRoster(sheet, guessMapping(sheet));
};
const csv = (text: string) => rosterOf(Buffer.from(text, 'utf8'));

describe('a roster file as people send it', () => {
  const people = [
    ['Nguyễn Thị Hồng Ánh', 'anh@police.example', 'Viet Nam', 'Police'],
    ['Budi', null, 'Indonesia', 'Immigration; Bali office'],
    ['สมหญิง ใจดี', 'somying@immigration.example', 'Thailand', 'Immigration "Bureau"'],
  ];
  it.each(readdirSync(folder).filter((name) => name.startsWith('three-')))(
    'says the same in %s (learningequality/kolibri#9060)',
    (name) => {
      const sheet = fixture(name);
      const { lines, faults } = readRoster(sheet, guessMapping(sheet));
      expect(faults).toEqual([]);
      expect(lines.map((one) => [one.name, one.email, one.represents, one.agency])).toEqual(people);
    },
  );

  it('keeps accents of a file that Western Windows wrote', () => {
    const sheet = fixture('windows-1252.csv');
    expect(sheet.encoding).toBe('windows-1252');
    const { lines } = readRoster(sheet, guessMapping(sheet));
    expect(lines.map((one) => [one.name, one.agency])).toEqual([
      ['José Muñoz', 'Direção “Fronteiras”'],
      ['Zoë d’Arcy', 'Border Force'],
    ]);
  });

  it('names every bad cell with its line and column, all at once', () => {
    const sheet = fixture('faults.csv');
    const { faults } = readRoster(sheet, guessMapping(sheet));
    expect(faults.map(({ line, column, words }) => `${line}${column} ${words.replace('roster.fault.', '')}`)).toEqual([
      '5A nameMissing',
      '6B emailWrong',
      '7B emailTwice',
      '10E roleUnknown',
      '11A formula',
      '12F dateWrong',
      '13H cellTooFar',
      '14A nameWithoutLetters',
    ]);
  });

  it('says in which line a quotation mark was never closed', () => {
    const caught = (() => {
      try {
        return csv('Name,Agency\nAni,"Police\nBinh,Customs\n');
      } catch (error) {
        return error;
      }
    })();
    expect(caught).toMatchObject({ reason: 'quote', params: { line: 2 } });
  });

  it.each([
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1, 2, 0, 0, 3, 4, 5, 6, 7]), /kind|broken/],
    ['a PDF', Buffer.from('%PDF-1.7\n'), /kind/],
    ['an old workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1]), /old/],
    ['nothing', Buffer.alloc(0), /empty/],
    ['an archive cut short', Buffer.from('PK\x03\x04 and no more'), /broken/],
    ['empty lines', Buffer.from('\r\n ; ;\r\n'), /empty/],
  ])('refuses %s with its reason', (_, bytes, reason) => {
    expect(() => readSheet(bytes)).toThrow(reason);
  });

  it('reads any text without ever failing in another way than by saying why', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 300 }),
          fc.string().map((text) => Buffer.from(`Name,Agency\n${text}`)),
        ),
        (bytes) => {
          try {
            const sheet = readSheet(Buffer.from(bytes));
            readRoster(sheet, guessMapping(sheet));
          } catch (error) {
            expect(error).toHaveProperty('name', 'UnreadableFile');
          }
        },
      ),
    );
  });
});

describe('a workbook', () => {
  it('is read with merged titles and headings, formula results, dates and a hidden first sheet', () => {
    const strings = [
      'LIST OF PARTICIPANTS',
      'Full name',
      'Contact',
      'E-mail',
      'Agency',
      'Date of nomination',
      'Sione &amp; sons',
      'Customs',
    ];
    const bytes = workbookWith(
      `<sheetData>
        <row r="1"><c r="A1" t="s"><v>0</v></c></row>
        <row r="3"><c r="A3" t="s"><v>1</v></c><c r="B3" t="s"><v>2</v></c><c r="D3" t="s"><v>4</v></c><c r="E3" t="s"><v>5</v></c></row>
        <row r="4"><c r="B4" t="s"><v>3</v></c><c r="C4" t="inlineStr"><is><t>Phone</t></is></c></row>
        <row r="5"><c r="A5" t="s"><v>6</v></c><c r="B5" t="str"><f>LOWER("S@X.EXAMPLE")</f><v>s@x.example</v></c><c r="D5" t="s"><v>7</v></c><c r="E5" s="1"><v>46327</v></c></row>
        <row r="6"><c r="A6" t="str"><f>G6</f><v></v></c><c r="D6" t="e"><v>#REF!</v></c><c r="E6" s="2"><v>46328.5</v></c></row>
        <row r="7"><c r="A7" t="inlineStr"><is><t>Ana</t></is></c><c r="E7" t="inlineStr"><is><t>2026-11-05</t></is></c></row>
      </sheetData><mergeCells><mergeCell ref="A1:E1"/><mergeCell ref="A3:A4"/><mergeCell ref="B3:C3"/><mergeCell ref="D3:D4"/><mergeCell ref="E3:E4"/></mergeCells>`,
      strings,
    );
    const { lines, faults } = rosterOf(bytes);
    expect(lines.map((one) => [one.line, one.name, one.email, one.agency, one.nominatedOn])).toEqual([
      [5, 'Sione & sons', 's@x.example', 'Customs', '2026-11-01'],
      [6, '', null, null, '2026-11-02'],
      [7, 'Ana', null, null, '2026-11-05'],
    ]);
    expect(faults.map((fault) => [fault.line, fault.column, fault.words])).toEqual([
      [6, 'A', 'roster.fault.formulaWithoutResult'],
      [6, 'D', 'roster.fault.cellError'],
    ]);
  });

  it('counts days from 1904 where the workbook says so', () => {
    const bytes = workbookWith(
      `<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c><c r="B1" t="inlineStr"><is><t>Date</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>Ana</t></is></c><c r="B2" s="1"><v>44865</v></c></row></sheetData>`,
      [],
      'date1904="1"',
    );
    expect(rosterOf(bytes).lines[0]?.nominatedOn).toBe('2026-11-01');
  });

  it('that unpacks to far more than a roster is refused before it fills the memory', () => {
    const bomb = zipSync({ 'xl/workbook.xml': new Uint8Array(60_000_000).fill(32) });
    expect(bomb.length).toBeLessThan(200_000);
    // The archive says that it is small: what counts is what comes out.
    const lying = Buffer.from(bomb);
    const directory = lying.lastIndexOf(Buffer.from('PK\x01\x02', 'latin1'));
    lying.writeUInt32LE(100, directory + 24);
    for (const bytes of [Buffer.from(bomb), lying]) expect(() => readSheet(bytes)).toThrow('unpacked');
  });

  it('with entities that multiply is refused', () => {
    const multiplied = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><workbook>&b;</workbook>`;
    expect(() => readSheet(Buffer.from(zipSync({ 'xl/workbook.xml': strToU8(multiplied) })))).toThrow('broken');
  });
});

describe('a date', () => {
  it.each([
    ['dmy', '25/11/2026', '25-11-2026', '25.11.2026', '25 Nov 2026', 'November 25, 2026'],
    ['mdy', '11/25/2026', '11-25-2026', '2026-11-25', '25 November 2026'],
    ['ymd', '2026/11/25', '2026-11-25', '2026年11月25日', '๒๐๒๖-๑๑-๒๕', '2026-11-25T00:00:00'],
  ] as const)('is read in the order %s', (order, ...dates) => {
    expect(dates.map((date) => readDay(date.replace(',', ''), order))).toEqual(dates.map(() => '2026-11-25'));
  });

  it('settles the order for its column when one value fits only one order, and leaves it open when none does', () => {
    const orders = (...dates: string[]) => {
      const sheet = readSheet(Buffer.from(`Name,Date\n${dates.map((date) => `Ana,${date}`).join('\n')}\n`));
      return [possibleOrders(sheet, guessMapping(sheet)), guessMapping(sheet).dateOrder];
    };
    expect(orders('01/02/2026', '25/02/2026')).toEqual([['dmy'], 'dmy']);
    expect(orders('01/02/2026', '02/25/2026')).toEqual([['mdy'], 'mdy']);
    expect(orders('01/02/2026', '03/04/2026')).toEqual([['dmy', 'mdy'], null]);
  });

  it('that is no day of the calendar is none in any order', () => {
    expect((['dmy', 'mdy', 'ymd'] as const).map((order) => readDay('31/02/2026', order))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('names that may be one person', () => {
  it.each([
    ['NGUYEN VAN AN', 'Nguyễn Văn An'],
    ['An, Nguyen Van', 'Nguyen Van An'],
    ['Đỗ Thị Hà', 'do thi ha'],
    ['مُحَمَّد', 'محمد'],
    ['STRASSE', 'Straße'],
  ])('%s and %s are compared as one (learningequality/kolibri#11890)', (one, other) => {
    expect(foldName(one)).toBe(foldName(other));
  });

  it.each([
    ['กา', 'กี'],
    ['កា', 'គា'],
    ['मीना', 'मना'],
  ])('%s and %s are two, because those marks make another syllable', (one, other) => {
    expect(foldName(one)).not.toBe(foldName(other));
  });
});

describe('a file that we write', () => {
  it('never begins a cell as a formula, and reading gives back the same (chobbledotcom/tickets#2204)', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        expect(guarded(value)).not.toMatch(/^[=+\-@\t\r\n]/);
        expect(unguarded(guarded(value))).toBe(value);
      }),
    );
    for (const value of ['=1+1', '+65', '-2', '@SUM(A1)', '\t=1', '\r=1', "'=x"])
      expect(guarded(value)).toBe(`'${value}`);
  });

  it('begins with a byte order mark, by which Excel knows UTF-8 (getodk/central#752)', () => {
    expect([...csvOf([['ชื่อ']]).subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  });

  it('is read back cell by cell, as CSV and as XLSX, whatever the cells hold (learningequality/kolibri#7235)', () => {
    const cell = fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[\p{Cc}\p{Cs}\ufffe\uffff]/gu, '').trim());
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 6 }), (rows) => {
        const table = [['Name', 'Agency', 'Country'], ...rows.filter((row) => row.some((one) => one !== ''))];
        for (const bytes of [csvOf(table), workbookOf('Übung: 1/2', table)]) {
          const { lines } = readSheet(bytes);
          const back = lines.map((line) => table[0]?.map((_, at) => textOfCell(line.cells[at])));
          expect(back.map((row) => row?.map(unguarded))).toEqual(table);
        }
      }),
    );
  });
});
