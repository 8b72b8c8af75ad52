import { doDaily } from '../../src/daily';
import { playedWorkshop } from '../support/played-workshop';
import { testDatabase } from '../support/database';
import type { Site } from '../support/site';

jest.setTimeout(60_000);
const database = testDatabase();
const db = () => database.db();

describe('texts that were written in the case', () => {
  /** A text of the officer's own, beside the last line of their run. */
  async function writeText(site: Site, officer: { id: string }, body: string): Promise<void> {
    const line = await db()('run_events')
      .where({ person_id: officer.id })
      .orderBy('seq', 'desc')
      .first<{ run_id: string; seq: number }>('run_id', 'seq');
    const own = { person_id: officer.id, field: 'f-of-the-test', origin: 'TEST', body, written_at: site.clock.now };
    await db()('run_texts').insert({ run_id: line.run_id, seq: line.seq, ...own });
  }
  const textsOf = ({ id }: { id: string }) =>
    db()('run_texts').where({ person_id: id }).whereNotNull('body').pluck<string[]>('body');

  it('go with the person who is erased, and with the rule; the run and its line stay', async () => {
    const { site, officer, workshop } = await playedWorkshop(db());
    await writeText(site, officer, 'We need the number plate for the ferry list');
    const lines = await db()('run_events').where({ person_id: officer.id });
    const own = await site.as(officer);
    await own.get('/me/data');
    expect(own.words).toContain('number plate for the ferry list');
    await own.get('/me/erasure');
    await own.send('/me/erasure', { certificates: 'erased', sure: 'yes' });
    expect(await textsOf(officer)).toEqual([]);
    expect(await db()('run_events').where({ person_id: officer.id })).toHaveLength(lines.length);
    expect(await db()('attempts').where({ person_id: officer.id })).toHaveLength(1);

    const other = await playedWorkshop(db(), 'Sione');
    await writeText(other.site, other.officer, 'The tide turns at two');
    other.site.clock.advance(92);
    await doDaily(other.site.deps);
    expect(await textsOf(other.officer)).toEqual([]);
    const purged = { action: 'texts purged', workshop_id: other.workshop.id };
    expect(await db()('audit_events').where(purged)).toHaveLength(1);
    expect(await db()('audit_events').where({ ...purged, workshop_id: workshop.id })).toHaveLength(0);
  });
});
