import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '../src/db';
import { listOverlays, listParts } from '../src/curriculum';
import { root } from '../src/root';
import { emptyDatabase } from './support/database';
import { runTitian } from './support/program';

jest.setTimeout(120_000);

describe('titian publish', () => {
  const empty = emptyDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'titian-curriculum-'));
  beforeAll(() => cpSync(join(root, 'curriculum'), folder, { recursive: true }));
  afterAll(() => rmSync(folder, { recursive: true }));

  const publish = () => {
    const { code, out, said } = runTitian(['publish', '--json', folder], { DATABASE_URL: empty.url() });
    if (code !== 0) throw new Error(said);
    return JSON.parse(out) as { id: string; name: string; stale: { code: string; file: string }[] };
  };

  it('freezes the curriculum with its overlays, once, and also where a part of an overlay is stale', async () => {
    const first = publish();
    expect(publish().id).toBe(first.id);
    const path = join(folder, 'overlays', 'lorvane-police', 'overlay.md');
    writeFileSync(path, readFileSync(path, 'utf8').replace(/against=[0-9a-f]{16}/, `against=${'0'.repeat(16)}`));
    const later = publish();
    expect(later.id).not.toBe(first.id);
    expect(later.stale.map(({ code }) => code)).toContain('overlay-stale');
    const db = connect(empty.url());
    try {
      expect((await listParts(db, first.id)).map(({ kind }) => kind)).toContain('handbook:lorvane-police');
      const [overlay] = await listOverlays(db, later.id);
      expect(overlay?.overlay.title).toBe('Lorvane Police');
      expect(overlay?.stale.length).toBeGreaterThan(0);
    } finally {
      await db.destroy();
    }
  });

  it('does not publish what the check finds wrong, and says where', () => {
    const path = join(folder, 'overlays', 'lorvane-police', 'overlay.md');
    writeFileSync(path, `${readFileSync(path, 'utf8')}\n::: hide {block=no-such-block}\n:::\n`);
    const { code, said } = runTitian(['publish', folder], { DATABASE_URL: empty.url() });
    expect(code).toBe(1);
    expect(said).toContain('overlay-block-unknown');
  });
});
