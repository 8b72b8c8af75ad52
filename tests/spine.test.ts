import fc from 'fast-check';
import { canonicalJson, hashOf, type Json } from '../src/canonical';
import { cleanName } from '../src/accounts';
import { brokenAuditLink, record } from '../src/audit';
import { derivedCode, isId, newCode, newId } from '../src/ids';
import { testDatabase } from './support/database';
import { MovableClock } from './support/site';

const database = testDatabase();
const db = () => database.db();

const json = fc.jsonValue() as fc.Arbitrary<Json>;

describe('canonical JSON', () => {
  it('reads back as the same value', () => {
    fc.assert(
      fc.property(json, (value) => expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))),
    );
  });

  it('is the same text whatever the order in which members were written', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), json), (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(turned)).toBe(canonicalJson(value));
      }),
    );
  });

  it('gives different values different hashes', () => {
    fc.assert(
      fc.property(json, json, (one, other) => {
        expect(hashOf(one) === hashOf(other)).toBe(canonicalJson(one) === canonicalJson(other));
      }),
    );
  });
});

describe('ids and codes', () => {
  it('are sorted by the time they were made', () => {
    const made = Array.from({ length: 500 }, newId);
    expect([...made].sort()).toEqual(made);
    expect(made.every(isId)).toBe(true);
  });

  it('use no letter that is misread or misheard', () => {
    expect(Array.from({ length: 200 }, () => newCode(12)).join('')).not.toMatch(/[ILOU01]/);
    expect(derivedCode('key', 'name', 12)).toMatch(/^[A-HJKMNP-TV-Z2-9]{12}$/);
    expect(derivedCode('key', 'name', 12)).not.toBe(derivedCode('key', 'other', 12));
  });
});

describe('a name', () => {
  it('keeps every letter of every script, and loses only what cannot be seen', () => {
    for (const name of ['สมหญิง ใจดี', 'ဒေါ်ခင်မြင့်', 'فاطمة الزهراء', 'Budi', 'ශ්‍රී ලංකා', 'Nguyễn Thị Hồng Ánh', '李伟']) {
      expect(cleanName(`  ${name}\u202e\n`)).toBe(name.normalize('NFC'));
    }
  });

  it('is clean once and for all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (typed) =>
        expect(cleanName(cleanName(typed))).toBe(cleanName(typed)),
      ),
    );
  });
});

describe('the audit', () => {
  const clock = new MovableClock();
  const deeds = async (origin: string, count: number) => {
    for (let deed = 0; deed < count; deed += 1) {
      await db().transaction((trx) =>
        record(trx, origin, clock.now, {
          actorId: null,
          action: 'name changed',
          subject: newId(),
          before: 'Sari',
          after: 'Sari W.',
        }),
      );
    }
  };

  it('is one whole chain, however many write at once', async () => {
    await Promise.all([deeds('AAAA', 5), deeds('AAAA', 5), deeds('BBBB', 3)]);
    const places = await db()('audit_events').where({ origin: 'AAAA' }).orderBy('seq').pluck('seq');
    expect(places).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(await brokenAuditLink(db(), 'AAAA')).toBeUndefined();
  });

  it('still holds when a person’s values are erased', async () => {
    await deeds('CCCC', 3);
    await db()('audit_values')
      .whereIn('event_id', db()('audit_events').where({ origin: 'CCCC' }).select('id'))
      .delete();
    expect(await brokenAuditLink(db(), 'CCCC')).toBeUndefined();
  });

  it('cannot be rewritten by the product, and shows where somebody did it by other means', async () => {
    await deeds('DDDD', 3);
    await db()('audit_events').where({ origin: 'DDDD', seq: 2 }).update({ action: 'nothing happened' });
    expect(await brokenAuditLink(db(), 'DDDD')).toBeUndefined();
    await db().raw('alter table audit_events disable rule audit_events_are_never_changed');
    await db()('audit_events').where({ origin: 'DDDD', seq: 2 }).update({ action: 'nothing happened' });
    expect(await brokenAuditLink(db(), 'DDDD')).toBe(2);
  });
});
