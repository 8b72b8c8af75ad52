import { testDatabase } from '../support/database';
import { siteOn } from '../support/site';
import { act, border, decide, deskOf, house, openRoom, police } from './live-room';

const database = testDatabase();

describe('faults that other systems have had when a room plays, and this one has not', () => {
  it('OpenAEV-Platform/openaev#410: an event says in words what is looked for, to the facilitator and to nobody who plays', async () => {
    const room = await openRoom(siteOn(database.db()));
    const [event] = room.exercise.injects.filter(({ expects }) => expects !== null);
    await room.console.get(`/live/${room.run}/console`);
    expect(room.console.words).toContain(event?.expects);
    for (const role of [police, border, house]) {
      const officer = await room.officers[role]?.get(deskOf(room.run, role));
      expect(officer?.text).not.toContain(event?.expects);
    }
  });

  it('OpenAEV-Platform/openaev#5384: each table reads what its own decisions came to, and no result bears a name', async () => {
    const room = await openRoom(siteOn(database.db()));
    const officer = room.officers[border];
    if (!officer) throw new Error('The table is taken.');
    await decide(officer, deskOf(room.run, border), 'protection-box');
    for (let round = 0; round < 20; round += 1) {
      await room.console.get(`/live/${room.run}/console`);
      if (!room.console.text.includes(`/live/${room.run}/barriers"`)) break;
      await act(room, 'barriers');
    }
    const label = room.exercise.scenes
      .flatMap(({ choices }) => choices)
      .find(({ id }) => id === 'protection-box')?.label;
    await officer.get(`/live/${room.run}/debrief/${border}`);
    expect(officer.words).toContain(label);
    const names = await database
      .db()('people')
      .whereIn(
        'id',
        Object.values(room.people).map(({ id }) => id),
      )
      .pluck<string[]>('display_name');
    expect(names).toHaveLength(3);
    const main = officer.page.querySelector('main')?.text ?? '';
    for (const name of names) expect(main).not.toContain(name);
  });
});
