import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { latestPublication } from '../../src/curriculum';
import { unfinishedCodes } from '../../src/curriculum/codes';
import { claimInstallation, connect, migrate, type Db } from '../../src/db';
import { prepare } from '../../src/prepare';
import { CannotPublish, publishSource } from '../../src/publish';
import { root } from '../../src/root';
import { emptyDatabase } from '../support/database';
import { depsFor, MovableClock } from '../support/site';
import { fixtures } from './small';

const empty = emptyDatabase();
const now = new Date('2026-11-23T01:00:00.000Z');

describe('an installation whose curriculum has findings', () => {
  let db: Db;
  let folder: string;
  const file = (path: string) => join(folder, path);
  const change = (path: string, from: string, to: string) => {
    const text = readFileSync(file(path), 'utf8');
    expect(text).toContain(from);
    writeFileSync(file(path), text.replace(from, to));
  };

  beforeAll(async () => {
    await migrate(empty.url());
    db = connect(empty.url());
    await claimInstallation(db, 'box', now);
  });
  afterAll(() => db.destroy());

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'titian-publishing-'));
    cpSync(join(fixtures, 'base'), folder, { recursive: true });
    // The small curriculum's case is only a name: a real one, small too, takes its place.
    rmSync(file('scenario'), { recursive: true });
    cpSync(join(root, 'curriculum', 'scenario', 'three-desks'), file('scenario/small-case'), { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('does not start where nothing was published before: it says what is wrong first, and where all of it is told', async () => {
    change('modules/10-first/module.md', '(#term-purpose)', '(#term-purpos)');
    const started = prepare(depsFor(db, new MovableClock()), 'box', { folder });
    await expect(started).rejects.toThrow(
      /1 finding\. The first is in modules\/10-first\/module\.md, line 15 \(reference-broken\): .*npm run -s titian -- check/,
    );
    expect(await latestPublication(db)).toBeUndefined();
  });

  it('goes on with what was published before, and says why', async () => {
    const sound = await prepare(depsFor(db, new MovableClock()), 'box', { folder });
    expect(sound.unpublished).toBeUndefined();
    const before = await latestPublication(db);
    expect(before).toMatch(/^[0-9a-f]{64}$/);

    change('modules/10-first/module.md', '{#first-why-text}', '{#First}');
    const prepared = await prepare(depsFor(db, new MovableClock()), 'box', { folder });
    expect(prepared.unpublished).toMatch(/modules\/10-first\/module\.md, line 19 \(id-malformed\)/);
    expect(await latestPublication(db)).toBe(before);
  });

  it('knows a source again that became the current text, and none that did not', async () => {
    const note = join(mkdtempSync(join(tmpdir(), 'titian-note-')), 'published.json');
    const publishAt = (day: number) => publishSource(db, new Date(now.getTime() + day * 86_400_000), { folder, note });
    const first = await publishAt(1);
    expect(await publishAt(2)).toEqual(first);

    change('modules/10-first/module.md', '::: say', '::: sya');
    await expect(publishAt(3)).rejects.toThrow(CannotPublish);
    change('modules/10-first/module.md', '::: sya', '::: say');
    expect(await publishAt(4)).toEqual(first);

    change('modules/10-first/module.md', 'minutes: 20', 'minutes: 20 ');
    rmSync(note);
    writeFileSync(note, '{"source":');
    expect((await publishAt(5)).id).toBe(first.id);

    // What became current from elsewhere is not taken for what this source became.
    change('curriculum.md', "version: '1.0'", "version: '1.1'");
    const second = await publishSource(db, new Date(now.getTime() + 6 * 86_400_000), { folder });
    expect(second.id).not.toBe(first.id);
    change('curriculum.md', "version: '1.1'", "version: '1.0'");
    expect(await publishAt(7)).toEqual(first);
    expect(await latestPublication(db)).toBe(first.id);
    rmSync(join(note, '..'), { recursive: true });
  });

  it('publishes nothing with a case that cannot be played, though every module is sound', async () => {
    rmSync(file('scenario/small-case/endings.md'));
    const publishing = publishSource(db, now, { folder });
    await expect(publishing).rejects.toThrow(CannotPublish);
    await expect(publishing).rejects.toThrow(/scenario\/small-case\//);
  });

  it('lets a half-written text pass only where it is asked to, and a broken one never', async () => {
    change('modules/10-first/module.md', 'minutes: 20', 'minutes: 25');
    await expect(publishSource(db, now, { folder })).rejects.toThrow(CannotPublish);
    expect((await publishSource(db, now, { folder, despite: unfinishedCodes })).name).toMatch(/^1\.0 \([0-9a-f]{12}\)$/);
    change('modules/10-first/module.md', '::: say', '::: sya');
    await expect(publishSource(db, now, { folder, despite: unfinishedCodes })).rejects.toThrow(/kind-unknown/);
  });
});
