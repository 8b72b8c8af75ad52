import { readFileSync } from 'node:fs';
import { fontsOf } from '../../src/print/fonts';
import { typesetter } from '../../src/print/lines';
import { openShaper, type Shaper } from '../../src/print/shaping';

const samples = {
  Vietnamese: { lang: 'vi', font: 'noto-sans/', text: 'Nguyễn Thị Hồng Nhung ữ ợ ẵ' },
  Thai: { lang: 'th', font: 'noto-sans-thai', text: 'คู่มือการเรียนรู้สำหรับผู้เข้ารับการอบรม น้ำ ที่ ป่ ปี๋' },
  Lao: { lang: 'lo', font: 'noto-sans-lao', text: 'ຄູ່ມືການຮຽນຮູ້ສຳລັບນັກຮຽນ ນ້ຳ ທີ່ ຫຼື ປີ້' },
  Khmer: { lang: 'km', font: 'noto-sans-khmer', text: 'សៀវភៅណែនាំសម្រាប់សិស្ស ក្រុមហ៊ុន ស្ត្រី ខ្ញុំ ព្រះ' },
  Burmese: { lang: 'my', font: 'noto-sans-myanmar', text: 'သင်ကြားရေးလမ်းညွှန် မြန်မာ ကျောင်းသား အင်္ဂလိပ် ကြွေး' },
  Bengali: { lang: 'bn', font: 'noto-sans-bengali', text: 'প্রশিক্ষণার্থীদের নির্দেশিকা ক্ষুদ্র কর্তৃপক্ষ বিজ্ঞান স্ত্রী' },
  Hindi: { lang: 'hi', font: 'noto-sans/', text: 'प्रशिक्षार्थियों के लिए पुस्तिका क्षेत्र श्रमिक विद्यार्थी' },
  Sinhala: { lang: 'si', font: 'noto-sans-sinhala', text: 'පුහුණුවන්නන් සඳහා අත්පොත ශ්‍රී ලංකාව ක්‍රියා ප්‍රශ්න' },
  Tamil: { lang: 'ta', font: 'noto-sans-tamil', text: 'பயிற்சியாளர்களுக்கான கையேடு ஸ்ரீ கொடுக்க தொழிலாளர் க்ஷ' },
  Arabic: { lang: 'ar', font: 'noto-naskh-arabic', text: 'دليل المتدرب السلامة المهنية لا إله مُعَلِّم' },
  Persian: { lang: 'fa', font: 'noto-naskh-arabic', text: 'راهنمای کارآموز می‌خواهم گچ پژوهش' },
  Chinese: { lang: 'zh', font: 'chocolate-classical-sans', text: '王小明喆跨境信息交流資訊共享' },
  Japanese: { lang: 'ja', font: 'chocolate-classical-sans', text: '山田太郎さくら情報共有カタカナ' },
  Korean: { lang: 'ko', font: 'gowun-dodum', text: '김민준정보공유똠뷁' },
  Urdu: { lang: 'ur', font: 'noto-naskh-arabic', text: 'انسانی سمگلنگ کی روک تھام' },
} as const;

const rightToLeft = new Set(['ar', 'fa', 'ur']);
const setting = { size: 10, leading: 15, width: 1e6, direction: 'ltr', language: 'en' } as const;

let shaper: Shaper;
const load = () => import('harfbuzzjs');
let harfbuzz: Awaited<ReturnType<typeof load>>;

beforeAll(async () => {
  shaper = await openShaper();
  harfbuzz = await load();
});

/** HarfBuzz by itself, over the whole text at once: what every glyph of a line is measured against. */
function shapedWhole(file: string, text: string, lang: string): number[] {
  const { Blob, Buffer, Direction, Face, Font, shape } = harfbuzz;
  const buffer = new Buffer();
  buffer.addText(text);
  buffer.guessSegmentProperties();
  buffer.setDirection(rightToLeft.has(lang) ? Direction.RTL : Direction.LTR);
  buffer.setLanguage(lang);
  shape(new Font(new Face(new Blob(readFileSync(file)))), buffer);
  return buffer.getGlyphInfos().map((info) => info.codepoint);
}

describe('the scripts of the region on paper', () => {
  it.each(Object.entries(samples))('shapes %s as HarfBuzz shapes it', (_, { lang, font, text }) => {
    const [line] = typesetter(shaper).set([{ text, face: 'text', lang }], setting);
    const pieces = line?.pieces ?? [];
    const file = fontsOf('text').find((path) => path.includes(font)) ?? '';
    expect(new Set(pieces.map((piece) => piece.shaped.font))).toEqual(new Set([file]));
    const drawn = pieces.flatMap((piece) => piece.shaped.glyphs.map((glyph) => glyph.id));
    expect(drawn).not.toContain(0);
    // Within a cluster, bases are drawn before their dots: the same glyphs, so compared as sets per line.
    const whole = shapedWhole(file, text, lang);
    expect([...drawn].sort((a, b) => a - b)).toEqual([...whole].sort((a, b) => a - b));
    if (!rightToLeft.has(lang)) expect(line?.text).toBe(text);
  });

  it('puts Arabic in an English line where a reader expects it', () => {
    const [line] = typesetter(shaper).set([{ text: 'see دليل المتدرب 3 now', face: 'text' }], setting);
    const words = line?.pieces.map((piece) => piece.text).filter((text) => text.trim() !== '');
    expect(words).toEqual(['see', '3', 'المتدرب', 'دليل', 'now']);
  });

  it('puts English in an Arabic line where a reader expects it', () => {
    const [line] = typesetter(shaper).set([{ text: 'دليل RSO Guide المتدرب', face: 'text' }], {
      ...setting,
      direction: 'rtl',
    });
    const words = line?.pieces.map((piece) => piece.text).filter((text) => text.trim() !== '');
    expect(words).toEqual(['المتدرب', 'RSO', 'Guide', 'دليل']);
  });

  it('ends a line of Thai only between words, and never before a mark', () => {
    const text = 'คู่มือนี้จัดทำขึ้นเพื่อให้ผู้เข้ารับการอบรมสามารถเรียนรู้เกี่ยวกับความปลอดภัยในการทำงานและสิทธิของแรงงาน';
    const lines = typesetter(shaper).set([{ text, face: 'text', lang: 'th' }], {
      ...setting,
      width: 120,
      language: 'th',
    });
    expect(lines.length).toBeGreaterThan(3);
    expect(lines.map((line) => line.text).join('')).toBe(text);
    const words = Array.from(new Intl.Segmenter('th', { granularity: 'word' }).segment(text), (word) => word.index);
    let at = 0;
    for (const line of lines) {
      expect(words).toContain(at);
      expect(line.width).toBeLessThanOrEqual(120.01);
      at += line.text.length;
    }
  });

  it('cuts a word that is wider than its column between characters, losing none', () => {
    const text = 'https://example.org/averyveryverylongaddresswithoutanyplacetobreak';
    const lines = typesetter(shaper).set([{ text, face: 'text' }], { ...setting, width: 60 });
    expect(lines.every((line) => line.width <= 60.01)).toBe(true);
    expect(lines.map((line) => line.text).join('')).toBe(text);
  });

  it('gives tall scripts the height they need', () => {
    const set = typesetter(shaper);
    const [latin] = set.set([{ text: 'book', face: 'text' }], setting);
    const [burmese] = set.set([{ text: 'မြန်မာ', face: 'text', lang: 'my' }], setting);
    expect(latin?.height).toBe(15);
    expect(burmese?.height).toBeGreaterThan(15);
  });

  it('names a character that no font can draw, with the words around it', () => {
    const set = typesetter(shaper);
    const lines = set.set([{ text: 'Named after 𓀀 the sign', face: 'title' }], setting);
    expect(lines).toHaveLength(1);
    expect(set.missing).toEqual([{ codePoint: 'U+13000', character: '𓀀', where: 'Named after 𓀀 the sign' }]);
  });
});
