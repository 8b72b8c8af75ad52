import { hashOf } from '../../src/canonical';
import type { Browser } from '../support/site';

/** Numbers from a seed, the same on every machine: the next one below `below`. */
export function dice(seed: string): (below: number) => number {
  let throws = 0;
  return (below) => {
    throws += 1;
    return parseInt(hashOf([seed, throws]).slice(0, 8), 16) % below;
  };
}

/**
 * Plays a run to its ending by chance, as a hasty person on a phone would: any choice, any field. `read` is given the
 * whole answer to every request, before the robot goes on.
 */
export async function playAtRandom(
  browser: Browser,
  run: string,
  seed: string,
  read: (answer: string) => Promise<void> | void,
): Promise<void> {
  const below = dice(seed);
  for (let decisions = 0; decisions < 80; decisions += 1) {
    await browser.get(run);
    await read(browser.text);
    if (browser.page.querySelector(`a[href="${run}/debrief"]`)) return;
    const offers = browser.page
      .querySelectorAll('input[name=choice]')
      .map((input) => input.getAttribute('value') ?? '');
    await browser.send(`${run}/decisions`, { choice: offers[below(offers.length)] ?? '' });
    if (!browser.location.includes('?choice=')) continue;
    await browser.follow();
    await read(browser.text);
    await browser.send(`${run}/decisions`, filled(browser, below));
  }
  throw new Error('The case did not come to an ending within 80 decisions.');
}

/** Every field of the decision on this page, filled by chance. */
export function filled(browser: Browser, below: (below: number) => number): Record<string, string | string[]> {
  const form = browser.page.querySelectorAll('form').find((one) => one.getAttribute('action')?.endsWith('/decisions'));
  const fields: Record<string, string | string[]> = {};
  const named = (selector: string) => {
    const found = form?.querySelectorAll(selector) ?? [];
    return [...new Set(found.map((field) => field.getAttribute('name') ?? ''))].map((name) => ({
      name,
      values: found
        .filter((field) => field.getAttribute('name') === name)
        .flatMap((field) => (field.tagName === 'SELECT' ? field.querySelectorAll('option') : [field]))
        .map((field) => field.getAttribute('value') ?? '')
        .filter((value) => value !== ''),
    }));
  };
  for (const { name, values } of [...named('input[type=radio]'), ...named('select')])
    fields[name] = values[below(values.length)] ?? '';
  for (const { name, values } of named('input[type=checkbox]')) {
    const chosen = values.filter(() => below(2) === 0);
    fields[name] = chosen.length > 0 ? chosen : values.slice(0, 1);
  }
  return fields;
}
