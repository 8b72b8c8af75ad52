import type { CompiledEdition } from '../../src/curriculum';
import {
  findPublication,
  getPart,
  getPublication,
  latestPublication,
  listParts,
  manifestOf,
  publish,
} from '../../src/curriculum';
import { testDatabase } from '../support/database';
import { compiledFrom, filesOf, smallFiles } from './small';

const database = testDatabase();
const db = () => database.db();
const monday = new Date('2026-11-23T01:00:00.000Z');
const tuesday = new Date('2026-11-24T01:00:00.000Z');
const wednesday = new Date('2026-11-25T01:00:00.000Z');
const manifest = () => manifestOf(compiledFrom(filesOf('base')), { 'small-case': { id: 'small-case', secret: 'x' } });
const revised = () => manifestOf(compiledFrom(smallFiles('modules/10-first/module.md', 'Welcome.', 'Good morning.')), {});
const nobody = 'f'.repeat(64);

describe('a publication', () => {
  it('is frozen under its hash, once, however often it is published', async () => {
    const [one, other] = await Promise.all([publish(db(), manifest(), monday), publish(db(), manifest(), tuesday)]);
    const again = await publish(db(), manifest(), wednesday);
    expect(new Set([one, other, again, manifest().id]).size).toBe(1);
    expect(await db()('publishings').where({ publication_id: one })).toHaveLength(1);
    expect(await getPublication(db(), one)).toMatchObject({ title: 'A Small Curriculum', version: '1.0', language: 'en' });
  });

  it('gives each part back as it was frozen, and its books apart', async () => {
    const id = await publish(db(), manifest(), monday);
    const compiled = compiledFrom(filesOf('base'));
    expect(await getPart<CompiledEdition>(db(), id, 'handbook')).toEqual(JSON.parse(JSON.stringify(compiled.handbook)));
    expect(await getPart(db(), id, 'case:small-case')).toEqual({ id: 'small-case', secret: 'x' });
    expect((await listParts(db(), id)).map((part) => part.kind)).toEqual([
      'agenda',
      'assessment',
      'case:small-case',
      'glossary',
      'guide',
      'handbook',
    ]);
  });

  it('does not know what was never published', async () => {
    const id = await publish(db(), manifest(), monday);
    expect(await findPublication(db(), nobody)).toBeUndefined();
    await expect(getPublication(db(), nobody)).rejects.toMatchObject({ status: 404 });
    await expect(getPart(db(), id, 'case:other')).rejects.toMatchObject({ status: 404 });
  });

  it('never changes and is never deleted, whoever asks the database', async () => {
    const id = await publish(db(), manifest(), monday);
    const refused = /A publication never changes/;
    await expect(db()('publications').where({ id }).update({ title: 'Another' })).rejects.toThrow(refused);
    await expect(db()('publication_parts').where({ publication_id: id }).del()).rejects.toThrow(refused);
    await expect(db()('publishings').del()).rejects.toThrow(refused);
    await expect(db()('publication_contents').update({ body: '{}' })).rejects.toThrow(refused);
    await expect(db()('publication_contents').insert({ hash: nobody, body: '{}' })).rejects.toThrow(
      /publication_contents_are_named_by_their_hash/,
    );
  });

  it('is the current one from its publishing until another’s; an older one can be made current again', async () => {
    const old = await publish(db(), manifest(), monday);
    const younger = await publish(db(), revised(), tuesday);
    expect(await latestPublication(db())).toBe(younger);
    expect(await getPart<CompiledEdition>(db(), old, 'handbook')).not.toEqual(await getPart(db(), younger, 'handbook'));
    await publish(db(), manifest(), wednesday);
    expect(await latestPublication(db())).toBe(old);
    expect((await getPublication(db(), old)).publishedAt.getTime()).toBeLessThanOrEqual(tuesday.getTime());
  });
});
