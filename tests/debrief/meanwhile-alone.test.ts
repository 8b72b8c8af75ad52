import { readPlainly } from '../scenario/plain-reading';
import { quietHarbour } from '../scenario/play-case';
import { playAtRandom } from '../scenario/play-robot';
import { compiledCase, playground } from '../scenario/play-site';

describe('What the people at the centre lived, alone', () => {
  const told = `# mirel: Mirel, 19, who was in the van

She was promised a job in a kitchen.

## asks: She asks where the van goes
- kind: asks
- at: 1h

Nobody answers.

## told: She is told where she is
- kind: told
- at: end of action

She is told the name of the town.
`;
  const exercise = compiledCase([...quietHarbour, { path: 'person.md', text: told }]);
  const ground = playground(() => exercise);

  it('lies under a fold after the ending, which its reader opens or leaves closed', async () => {
    const browser = await ground.player();
    const run = await ground.sitDown(browser, 'harbour');
    await browser.get(`${run}/debrief/meanwhile`, 409);
    await playAtRandom(browser, run, 'meanwhile', () => undefined);
    await browser.get(`${run}/debrief`);
    expect(browser.text).not.toContain('She asks where the van goes');
    expect(browser.page.querySelector(`a[href="${run}/debrief/meanwhile"]`)).not.toBeNull();
    await browser.get(`${run}/debrief/meanwhile`);
    const fold = browser.page.querySelector('details.meanwhile-fold');
    expect(fold?.getAttribute('open')).toBeUndefined();
    await browser.get(`${run}/log.jsonl`);
    const plain = readPlainly(exercise, browser.text);
    expect(browser.text).not.toContain('Nobody answers');
    await browser.get(`${run}/debrief/meanwhile`);
    expect(browser.page.querySelectorAll('article.lived').map((one) => one.getAttribute('data-entry'))).toEqual(
      plain.lived.map(({ entry }) => entry),
    );
    const other = await ground.player('Daw Khin');
    await other.get(`${run}/debrief/meanwhile`, 404);
  });
});
