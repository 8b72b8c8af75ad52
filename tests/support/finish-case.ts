import type { Browser } from './site';

/** Plays the first case of a workshop from its first seat, always taking the first choice, to an ending. */
export async function finishCase(browser: Browser, workshopId: string): Promise<void> {
  await browser.get(`/workshops/${workshopId}/case`);
  const link = browser.page.querySelector(`a[href^="/workshops/${workshopId}/case/"]`);
  const seats = link?.getAttribute('href') ?? '';
  await browser.get(seats);
  const role = browser.page.querySelector('input[name=role]')?.getAttribute('value') ?? '';
  await browser.send(`${seats.replace(/\?.*/, '')}/runs`, { role });
  const run = browser.location.replace(/#.*/, '');
  for (let decisions = 0; decisions < 60; decisions += 1) {
    await browser.get(run);
    if (browser.page.querySelector(`a[href="${run}/debrief"]`)) return;
    await decide(browser, run);
  }
  throw new Error('The case did not come to an ending within 60 decisions.');
}

async function decide(browser: Browser, run: string): Promise<void> {
  const choice = browser.page.querySelector('input[name=choice]')?.getAttribute('value') ?? '';
  await browser.send(`${run}/decisions`, { choice });
  if (!browser.location.includes('?choice=')) return;
  await browser.follow();
  await browser.send(`${run}/decisions`, filledIn(browser));
}

/** The fields of the form on this page, each filled with the first thing it offers. */
function filledIn(browser: Browser): Record<string, string> {
  const form = browser.page.querySelectorAll('form').find((one) => one.getAttribute('action')?.endsWith('/decisions'));
  const fields: Record<string, string> = {};
  for (const field of form?.querySelectorAll('input[type=radio], input[type=checkbox], select, textarea') ?? []) {
    const name = field.getAttribute('name') ?? '';
    if (!name || name in fields) continue;
    if (field.tagName === 'SELECT') {
      const values = field.querySelectorAll('option').map((option) => option.getAttribute('value') ?? '');
      fields[name] = values.find((value) => value !== '') ?? '';
    } else if (field.tagName === 'TEXTAREA') fields[name] = 'We ask because the plate was seen at the harbour.';
    else fields[name] = field.getAttribute('value') ?? '';
  }
  return fields;
}
