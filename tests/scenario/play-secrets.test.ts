import { parse } from 'node-html-parser';
import { type Content, plainText } from '../../src/prose';
import { addFacilitator, addParticipant } from '../support/site';
import { view } from '../../src/scenario';
import { quietHarbour, secretsFrom } from './play-case';
import { compiledCase, playground, shippedCases } from './play-site';
import { playAtRandom } from './play-robot';

const exercise = compiledCase(quietHarbour);
const seats = ['harbour', 'border', 'lantern'] as const;

describe('What a run keeps to itself', () => {
  const ground = playground(() => exercise);

  it('is nobody else’s: for other participants, facilitators and visitors the run is not found', async () => {
    const browser = await ground.player();
    const run = await ground.sitDown(browser, 'harbour');
    const site = ground.site();
    const others = [
      await site.as(await addParticipant(site, ground.workshop(), 'Dewi')),
      await site.as(await addFacilitator(site)),
    ];
    for (const other of others) {
      await other.get(run, 404);
      await other.get(`${run}/debrief`, 404);
      await other.get('/account');
      const token = other.page.querySelector('input[name=_csrf]')?.getAttribute('value') ?? '';
      for (const path of ['decisions', 'retractions', 'erasures']) {
        const answer = await other.agent
          .post(`${run}/${path}`)
          .type('form')
          .send({ _csrf: token, choice: 'read-log', seq: '0' });
        expect(answer.status).toBe(404);
        expect(answer.text).not.toContain('canary');
      }
    }
    const visitor = site.visitor();
    await visitor.get(run, 303);
    expect(visitor.location).toContain('/sign-in');
    expect((await ground.replay(run)).inputs).toEqual([]);
    await browser.get('/runs/not-a-run', 404);
  });

  it('does not open the debrief before the ending', async () => {
    const browser = await ground.player();
    const run = await ground.sitDown(browser, 'harbour');
    await browser.get(`${run}/debrief`, 409);
    expect(browser.words).toContain('The debrief opens when the case has ended.');
    expect(browser.text).not.toContain('canary');
  });

  it.each(seats)(
    'never shows the seat of %s what only the others know, in ten random games',
    async (seat) => {
      const browser = await ground.player();
      for (let game = 0; game < 10; game += 1) {
        const run = await ground.sitDown(browser, seat);
        await playAtRandom(browser, run, `${seat} ${game}`, async (answer) => {
          const { state } = await ground.replay(run);
          const known = new Set(view(exercise, state, seat).knows.map(({ id }) => id));
          const held = new Set(view(exercise, state, seat).holds.map(({ id }) => id));
          for (const fact of exercise.facts) if (!known.has(fact.id)) expect(answer).not.toContain(fact.text);
          const learned = held.has('lane-log') || known.has('van-owner');
          for (const secret of secretsFrom[seat])
            if (!learned || secret !== 'canary-bakery') expect(answer).not.toContain(secret);
          if (state.ending === null) expect(answer).not.toContain('canary-ending');
        });
      }
    },
    60_000,
  );
});

describe.each(shippedCases().map((shipped) => ({ id: shipped.id, shipped })))('The case $id', ({ shipped }) => {
  const ground = playground(() => shipped);

  it.each(shipped.roles.map(({ id }) => id))(
    'shows the seat of %s no sentence of a fact that it does not know',
    async (seat) => {
      const browser = await ground.player();
      const others = shipped.roles.filter(({ id }) => id !== seat);
      for (let game = 0; game < 1; game += 1) {
        const run = await ground.sitDown(browser, seat);
        await playAtRandom(browser, run, `shipped ${seat} ${game}`, async (answer) => {
          const page = wordsOf(answer);
          const { state } = await ground.replay(run);
          const known = new Set(view(shipped, state, seat).knows.map(({ id }) => id));
          const leaked = shipped.facts.filter(({ id, text }) => !known.has(id) && page.includes(text));
          expect(leaked.map(({ id }) => id)).toEqual([]);
          const briefings = others.filter(({ briefing }) => page.includes(plainWords(briefing)));
          expect(briefings.map(({ id }) => id)).toEqual([]);
        });
      }
    },
    120_000,
  );
});

/** A page's words as they are compared: entities resolved, spaces folded. */
function wordsOf(answer: string): string {
  return parse(answer).text.replace(/\s+/g, ' ');
}

/** The first words of an authored text, long enough to be no chance. */
function plainWords(content: readonly Content[]): string {
  const words = content.flatMap((block) => (block.type === 'paragraph' ? [plainText(block.children)] : []));
  return words.join(' ').replace(/\s+/g, ' ').slice(0, 60);
}
