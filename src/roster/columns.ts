import { type DateOrder, ordersThatRead } from './dates';
import { fold } from '../accounts';
import { type Sheet, textOfCell } from '../intake/sheet';

/** What a column of a roster can hold. A name in two columns is put together as given name, then family name. */
export const fields = [
  'name',
  'givenName',
  'familyName',
  'email',
  'represents',
  'agency',
  'role',
  'nominatedOn',
  'languages',
] as const;
export type Field = (typeof fields)[number];

/** How a sheet is read: the line of its headings (0: it has none), what each column holds, how its dates are written. */
export interface Mapping {
  readonly headings: number;
  readonly columns: readonly (Field | null)[];
  readonly dateOrder: DateOrder | null;
}

const headings: Readonly<Record<Field, readonly string[]>> = {
  name: [
    'name|full name|display name|participant|participant name|participants name|name of participant|name in full',
    'name of officer|officer|nominee|name of nominee|attendee|nama|nama lengkap|nama peserta|nom|nom et prenom|nombre',
    'nombre completo|ชื่อ|ชื่อ นามสกุล|ชื่อ สกุล|ho ten|ho va ten|ten|姓名|名前|氏名|이름|성명|ឈ្មោះ|ຊື່|ຊື່ ແລະ ນາມສະກຸນ|အမည်|নাম|नाम|நாம்|الاسم|الاسم الكامل|نام|نام کامل|ނަން|නම|பெயர்',
  ],
  givenName: [
    'given name|given names|given name s|first name|firstname|forename|forenames|prenom|nama depan|ten dem|名',
  ],
  familyName: ['family name|surname|last name|lastname|nom de famille|nama belakang|apellido|apellidos|นามสกุล|姓|ho'],
  email: [
    'email|e mail|mail|email address|e mail address|email id|work email|contact email|surel|alamat email|correo|courriel',
    'correo electronico|อีเมล|อีเมล์|thu dien tu|邮箱|电子邮件|メール|이메일|البريد الالكتروني|البريد الإلكتروني|ایمیل',
  ],
  represents: [
    'country|state|member|member state|economy|jurisdiction|represents|member or organisation|country or organisation',
    'state or organisation|member organisation|delegation|negara|pays|pais|ประเทศ|quoc gia|nuoc|国家|国|국가|ប្រទេស|ປະເທດ|နိုင်ငံ|দেশ|देश|الدولة|البلد|کشور|ملک',
  ],
  agency: [
    'agency|organisation|organization|institution|ministry|department|unit|agency name|name of agency|agency organisation',
    'agency unit|ministry agency|employer|instansi|lembaga|organisme|หน่วยงาน|co quan|don vi|机构|单位|機関|기관|ស្ថាប័ន|ອົງການ|ဌာန|সংস্থা|संस्था|الجهة|سازمان|ادارہ',
  ],
  role: ['role|participation|attending as|capacity|function in the workshop|peran|บทบาท|vai tro|角色'],
  nominatedOn: [
    'nominated on|date of nomination|nomination date|nominated|date nominated|date|tanggal|tanggal nominasi|ngay',
  ],
  languages: [
    'language|languages|languages spoken|spoken languages|working languages|bahasa|langues|idiomas|ภาษา|ngon ngu|语言|اللغات|اللغة|زبان',
  ],
};

const fieldByHeading = new Map<string, Field>(
  fields.flatMap((field) => headings[field].flatMap((row) => row.split('|').map((one) => [fold(one), field] as const))),
);

/** The field that a heading names, whatever its case, accents or punctuation; a part in brackets says no more. */
export function fieldOf(heading: string): Field | undefined {
  return fieldByHeading.get(fold(heading)) ?? fieldByHeading.get(fold(heading.replace(/[(（[].*$/u, '')));
}

const headingsStandWithin = 20;

/**
 * The most likely reading: the line that names the most fields is the headings. Titles above it are not read. Where a
 * heading says nothing to us, its column is left out until somebody chooses.
 */
export function guessMapping(sheet: Sheet): Mapping {
  const candidates = sheet.lines.slice(0, headingsStandWithin).map((line) => {
    const found = line.cells.map((cell) => fieldOf(textOfCell(cell)));
    return { number: line.number, found, count: new Set(found.filter(Boolean)).size };
  });
  const best = candidates.reduce<(typeof candidates)[number] | undefined>(
    (most, one) => (one.count > (most?.count ?? 0) ? one : most),
    undefined,
  );
  const width = widthOf(sheet);
  if (!best) return { headings: 0, columns: Array<null>(width).fill(null), dateOrder: null };
  const taken = new Set<Field>();
  const columns = Array.from({ length: width }, (_, at): Field | null => {
    const field = best.found[at];
    if (!field || taken.has(field)) return null;
    taken.add(field);
    return field;
  });
  const withoutOrder = { headings: best.number, columns, dateOrder: null };
  return { ...withoutOrder, dateOrder: theOnlyOrder(sheet, withoutOrder) };
}

export function widthOf(sheet: Sheet): number {
  return sheet.lines.reduce((most, line) => Math.max(most, line.cells.length), 0);
}

/** The orders that read every date of the sheet; more than one: somebody has to say which. */
export function possibleOrders(sheet: Sheet, mapping: Mapping): DateOrder[] {
  const at = mapping.columns.indexOf('nominatedOn');
  if (at < 0) return [];
  const dates = sheet.lines
    .filter((line) => line.number > mapping.headings)
    .map((line) => textOfCell(line.cells[at]).trim())
    .filter(Boolean);
  return dates.length === 0 ? [] : ordersThatRead([...new Set(dates)]);
}

function theOnlyOrder(sheet: Sheet, mapping: Mapping): DateOrder | null {
  const orders = possibleOrders(sheet, mapping);
  return orders.length === 1 || onlyIso(sheet, mapping) ? (orders[0] ?? null) : null;
}

/** Days with the year first read the same in every order. */
function onlyIso(sheet: Sheet, mapping: Mapping): boolean {
  return possibleOrders(sheet, mapping).includes('ymd');
}
