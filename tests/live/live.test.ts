import { listCaseFinishers } from '../../src/scenario';
import { testDatabase } from '../support/database';
import { addParticipant, siteOn } from '../support/site';
import { act, askLinden, border, decide, deskOf, house, openRoom, police, sitDown } from './live-room';

const database = testDatabase();
const db = () => database.db();

describe('A case played by a room', () => {
  it('carries a request with its words to the other table, and the answer back, only when the round is closed', async () => {
    const room = await openRoom(siteOn(db()));
    const [asking, answering] = [room.officers[border], room.officers[house]];
    if (!asking || !answering) throw new Error('Both tables are taken.');
    const at = (role: string) => deskOf(room.run, role);
    await decide(asking, at(border), 'protection-box');
    await decide(asking, at(border), 'seal-phones');
    await decide(asking, at(border), 'ask-linden', askLinden);
    await asking.follow();
    expect(asking.words).toContain('The caseworker reads the purpose first');
    await answering.get(at(house));
    expect(answering.text).not.toContain('we plan, and name nobody');
    await act(room, 'barriers');
    await answering.get(at(house));
    expect(answering.words).toContain('A life may depend on Friday: we plan, and name nobody.');
    expect(answering.page.querySelector('#in')?.text).toContain('Request');
    await asking.get(at(border));
    expect(asking.words).toContain('The round has ended.');
  });

  it('plays to an ending, and every table reads the debrief from its own chair', async () => {
    const room = await openRoom(siteOn(db()), [police, border]);
    for (let rounds = 0; rounds < 8; rounds += 1) {
      await room.console.get(`/live/${room.run}/console`);
      if (!room.console.text.includes('/barriers')) break;
      await act(room, 'barriers');
    }
    await room.console.get(`/live/${room.run}/console`);
    expect(room.console.words).toContain('The case has ended');
    const officer = room.officers[police];
    await officer?.get(deskOf(room.run, police));
    expect(officer?.words).toContain('The case has ended');
    await officer?.get(`/live/${room.run}/debrief/${police}`);
    expect(officer?.words).toContain('Your seat: Lorvane National Police');
    expect(officer?.words).toContain('played by another table');
    await officer?.get(`/live/${room.run}/debrief/${border}`, 404);
    await room.console.get(`/live/${room.run}/wall/timeline`);
    expect(room.console.words).toContain('1 of');
    await addParticipant(room.site, room.workshop, 'Ravi');
    expect(await finished(room.workshop.id)).toEqual([room.people[police]?.id, room.people[border]?.id].sort());
  });

  it('lets the first at a table write, and anybody else there take over', async () => {
    const room = await openRoom(siteOn(db()), [police]);
    const second = await room.site.as(await addParticipant(room.site, room.workshop, 'Budi'));
    await sitDown(second, db(), room.run, police);
    const desk = deskOf(room.run, police);
    expect(second.text).not.toContain(`${desk}/decisions`);
    await second.send(`${desk}/recorders`);
    await second.get(desk);
    expect(second.text).toContain(`${desk}/decisions`);
    await room.officers[police]?.get(desk);
    expect(room.officers[police]?.text).not.toContain(`${desk}/decisions`);
  });
});

async function finished(workshop: string): Promise<string[]> {
  return [...(await listCaseFinishers(db(), { id: workshop }))].sort();
}
