import type { Browser } from '../support/site';
import { type Held, hiddenOf, phoneOf } from './held';
import { drawn } from './people';

/** Plays a case alone from its first seat, taking what is drawn, to an ending. */
export async function playAlone(held: Held, name: string): Promise<void> {
  const phone = phoneOf(held, name);
  await phone.get(`${held.base}/case`);
  const seats = phone.page.querySelector(`a[href^="${held.base}/case/"]`)?.getAttribute('href') ?? '';
  await phone.get(seats);
  const role = phone.page.querySelector('input[name=role]')?.getAttribute('value') ?? '';
  await phone.send(`${seats.replace(/\?.*/, '')}/runs`, { role });
  const run = phone.location.replace(/#.*/, '');
  for (let decisions = 0; decisions < 60; decisions += 1) {
    await phone.get(run);
    if (phone.page.querySelector(`a[href="${run}/debrief"]`)) return;
    await decide(phone, `${run}/decisions`, `${name} ${decisions}`);
  }
  throw new Error(`The case of ${name} did not come to an ending.`);
}

async function decide(phone: Browser, action: string, seed: string): Promise<void> {
  const choices = phone.page.querySelectorAll('input[name=choice]').map((one) => one.getAttribute('value') ?? '');
  const choice = choices[drawn(choices.length, seed)] ?? '';
  await phone.send(action, { choice });
  if (!phone.location.includes('?choice=')) return;
  await phone.follow();
  await phone.send(action, filledIn(phone, action, seed));
}

/** The fields of the form on this page, each filled with something that it offers. */
function filledIn(phone: Browser, action: string, seed: string): Record<string, string> {
  const form = phone.page.querySelectorAll('form').find((one) => one.getAttribute('action') === action);
  const offered = new Map<string, string[]>();
  for (const field of form?.querySelectorAll('input[type=radio], input[type=checkbox], select, textarea') ?? []) {
    const name = field.getAttribute('name') ?? '';
    const values =
      field.tagName === 'SELECT'
        ? field.querySelectorAll('option').flatMap((option) => option.getAttribute('value') || [])
        : [
            field.tagName === 'TEXTAREA'
              ? 'We ask because the plate was seen at the harbour.'
              : (field.getAttribute('value') ?? ''),
          ];
    offered.set(name, [...(offered.get(name) ?? []), ...values]);
  }
  return Object.fromEntries(
    [...offered].map(([name, values]) => [name, values[drawn(values.length, seed, name)] ?? '']),
  );
}

/** The room plays a case together: everybody named sits down at one of three tables; nobody waits for anybody long. */
export async function playTogether(held: Held, exercise: string, names: readonly string[]): Promise<string> {
  const { daniel } = held.year;
  const path = `${held.base}/live`;
  await daniel.get(path);
  await daniel.send(path, { case: exercise, tables: '3', rooms: '1' });
  await daniel.get(path);
  const console = daniel.page.querySelector('a[href$="/console"]')?.getAttribute('href') ?? '';
  const room = console.replace(/\/console$/, '');
  for (const [at, name] of names.entries()) {
    const phone = await phoneOf(held, name).get(`${room}?seats=`);
    const tables = phone.page.querySelectorAll('input[name=table]').map((one) => one.getAttribute('value') ?? '');
    await phone.send(`${room}/seats`, { table: tables[at % tables.length] ?? '' });
    if (at < tables.length) {
      const desk = phone.location;
      await phone.get(desk);
      if (phone.page.querySelector('input[name=choice]')) await decide(phone, `${desk}/decisions`, name);
    }
  }
  for (let rounds = 0; rounds < 12; rounds += 1) {
    await daniel.get(console);
    if (!('seen' in hiddenOf(daniel, `${room}/barriers`))) return room;
    await daniel.send(`${room}/barriers`);
  }
  throw new Error('The room did not come to an ending.');
}
