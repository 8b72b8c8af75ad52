/** One officer of the year, as the list of a workshop names them. */
export interface Officer {
  readonly name: string;
  readonly represents: string;
  readonly agency: string;
  /** Absent: nobody wrote an address down, and no mail can be sent. */
  readonly email?: string;
}

/** A mark that is found wherever an erased person is still told of. */
export const canary = 'kanari';

/** On the list with her accents; at the door she types her name without them. */
export const walkIn = { listed: 'Nguyễn Thị Kanari', typed: 'NGUYEN THI KANARI' };

/** On the list of the first workshop, and again on that of the third. */
export const comesBack = 'สมหญิง ใจดี';

const agencies = ['Police', 'Immigration', 'Police', 'Border guard', 'Immigration', 'Police', 'Prosecution', ''];

function from(represents: string, start: number, names: readonly string[]): Officer[] {
  return names.map((name, at) => {
    const place = start + at;
    const agency = name === walkIn.listed ? 'Kanari desk' : (agencies[place % agencies.length] ?? '');
    const address = name === walkIn.listed ? 'thi@kanari.example' : `officer${place}@year.example`;
    return { name, represents, agency, ...(place % 5 === 4 ? {} : { email: address }) };
  });
}

/** Twenty-four for each workshop. The third list ends with somebody of the first. */
export const first: readonly Officer[] = [
  ...from('Viet Nam', 0, [
    'Nguyễn Văn An',
    walkIn.listed,
    'Trần Quốc Bảo',
    'Lê Thị Mỹ Duyên',
    'Phạm Đức',
    'Đỗ Ngọc Ánh',
  ]),
  ...from('Thailand', 6, [comesBack, 'ประเสริฐ ทองดี', 'น้ำ', 'อรุณี ศรีสุข', 'วิชัย แก้วมณี', 'กมลชนก พงษ์ไพร']),
  ...from('Cambodia', 12, ['សុខ ចាន់ថា', 'នារី ស៊ុន', 'វណ្ណៈ', 'ចន្ទ្រា គឹម', 'សុភាព ហេង']),
  ...from('Myanmar', 17, ['ခင်မြင့်', 'နေလင်းအောင်', 'သီတာ', 'အောင်']),
  ...from('Lao PDR', 21, ['ສົມສັກ ພົມມະຈັນ', 'ມະນີວັນ']),
  ...from('IOM', 23, ['Zoë d’Arcy']),
];

export const second: readonly Officer[] = [
  ...from('Indonesia', 24, ['Sukarno', 'Wulandari', 'Budi Santoso', 'Kartini', 'Made Artini', 'Yusuf']),
  ...from('China', 30, ['王小明', '李伟', '张丽华', '陈静', '欧阳春晓']),
  ...from('Japan', 35, ['佐藤 花子', '鈴木一郎', '高橋 みどり', 'タナカ アキラ', '小林 さくら']),
  ...from('Republic of Korea', 40, ['김민준', '이서연', '박지훈', '최수빈']),
  ...from('Fiji', 44, ['Sione', 'Mere Vakatawa']),
  ...from('UNODC', 46, ['José Muñoz', 'Aigerim']),
];

export const third: readonly Officer[] = [
  ...from('Sri Lanka', 48, ['නිමාලි පෙරේරා', 'සුනිල්', 'චමරි ජයසූරිය', 'முருகன்', 'கவிதா செல்வராஜ்', 'அருள் நாதன்']),
  ...from('Bangladesh', 54, ['রোকেয়া খাতুন', 'শফিকুল ইসলাম', 'মোছা. আয়েশা', 'রহিম', 'তানভীর আহমেদ', 'নুসরাত জাহান']),
  ...from('Nepal', 60, ['सीता श्रेष्ठ', 'विष्णु प्रसाद', 'माया', 'हरि बहादुर थापा', 'गीता गुरुङ']),
  ...from('Pakistan', 65, ['محمد عاصم', 'فاطمہ بی بی', 'زینب']),
  ...from('Jordan', 68, ['عبدالله الخطيب', 'رانيا', 'فاطمة الزهراء']),
  ...first.filter(({ name }) => name === comesBack),
];

/** Who came in the place of somebody on a list. */
export const substitutes = [
  { away: 'ចន្ទ្រា គឹម', comes: 'ដារ៉ា ម៉េង' },
  { away: '박지훈', comes: '정하은' },
] as const;

/** A choice that is the same every time, and looks like none: from 0 to `below`, for a name and a place. */
export function drawn(below: number, ...of: readonly (string | number)[]): number {
  let mixed = 2166136261;
  for (const letter of of.join('/')) mixed = Math.imul(mixed ^ (letter.codePointAt(0) ?? 0), 16777619);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 2246822519);
  return ((mixed ^ (mixed >>> 13)) >>> 0) % below;
}
