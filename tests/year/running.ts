import { type Held, doubleClick, hiddenOf, moment, phoneOf } from './held';
import { drawn } from './people';

/** Who is on the roster as a participant now, by name, as the list of attendance has them. */
export async function listed(held: Held, half: string): Promise<Map<string, string>> {
  const { daniel } = held.year;
  await daniel.get(`${held.base}/attendance?half=${half}`);
  const fields = daniel.page.querySelectorAll('fieldset').flatMap((one): [string, string][] => {
    const field = one.querySelector('input[name^="mark."]')?.getAttribute('name');
    return field ? [[one.querySelector('legend')?.text.trim() ?? '', field]] : [];
  });
  return new Map(fields);
}

/** The facilitator marks one half day: those named, and everybody else present. Without `others`, who is left stays open. */
export async function mark(
  held: Held,
  half: string,
  named: Readonly<Record<string, 'present' | 'absent' | 'excused'>>,
  others = true,
): Promise<void> {
  const { daniel } = held.year;
  const people = await listed(held, half);
  const marks = Object.entries(named).map(([name, given]) => {
    const field = people.get(name);
    if (!field) throw new Error(`${name} is not on the list of ${half}: ${[...people.keys()].join(', ')}.`);
    return [field, given];
  });
  const everybody: Record<string, string> = others ? { everybody: 'present' } : {};
  await daniel.send(`${held.base}/attendance`, {
    ...(Object.fromEntries(marks) as Record<string, string>),
    ...everybody,
  });
}

/** Everybody named checks in on their own phone, with the code that is shown in the room. */
export async function checkIn(held: Held, half: string, names: readonly string[]): Promise<void> {
  const { daniel } = held.year;
  await daniel.get(`${held.base}/attendance?half=${half}`);
  const code = daniel.page.querySelector('.code')?.text.trim() ?? '';
  for (const name of names) {
    const phone = await phoneOf(held, name).get(`${held.base}/check-in`);
    await phone.send(`${held.base}/check-in`, { code });
  }
}

/** Presses a button of the run sheet. */
export async function press(held: Held, pressed: 'started' | 'finished'): Promise<void> {
  const { daniel } = held.year;
  const sheet = `${held.base}/run-sheet`;
  await daniel.get(sheet);
  await daniel.send(`${sheet}/marks`, { ...hiddenOf(daniel, `${sheet}/marks`), mark: pressed });
  await daniel.follow();
}

/**
 * A day that runs late: the guests of honour came late, every part of the morning takes its time and more, and so lunch is
 * late. Then the facilitator takes the first of the ways that the run sheet offers; answers what it offered, and what the
 * sheet says then.
 */
export async function runLate(held: Held): Promise<{ offers: string[]; then: string }> {
  const { daniel } = held.year;
  const sheet = `${held.base}/run-sheet`;
  moment(held, 0, '09:30');
  await press(held, 'started');
  for (let time = 10 * 60; !daniel.words.includes('Now Lunch'); time += 31) {
    if (time > 14 * 60) throw new Error(`Lunch did not begin: ${daniel.words}`);
    moment(held, 0, `${String(Math.floor(time / 60)).padStart(2, '0')}:${String(time % 60).padStart(2, '0')}`);
    await press(held, 'finished');
  }
  const offers = daniel.page.querySelectorAll('.recovery');
  const kind = offers.map((one) => one.querySelector('button[name=kind]')?.getAttribute('value')).find(Boolean) ?? '';
  await daniel.send(`${sheet}/recoveries`, { kind });
  await daniel.follow();
  return { offers: offers.map((one) => one.text.replace(/\s+/g, ' ')), then: daniel.words };
}

/** Somebody rates the workshop; not everybody says something to everything. */
export async function evaluate(held: Held, name: string): Promise<void> {
  const phone = await phoneOf(held, name).get(`${held.base}/evaluation`);
  await phone.send(`${held.base}/evaluation/answers`, opinion(held, name));
}

/** Sheets of paper of people without a phone, keyed in twice by a nervous finger. */
export async function keyInSheets(held: Held, names: readonly string[]): Promise<void> {
  const { daniel } = held.year;
  const path = `${held.base}/evaluation/papers`;
  await daniel.get(path);
  const sheets = names.map((name, at) =>
    Object.entries(opinion(held, name)).map(([field, value]) => [`${at}.${field}`, value]),
  );
  await doubleClick(daniel, path, Object.fromEntries(sheets.flat()) as Record<string, string>);
}

function opinion(held: Held, name: string): Record<string, string> {
  const ratings = ['purpose', 'work', 'language', 'case', 'safe', 'pace', 'tools', 'again'].flatMap((question) => {
    // The question about the case is answered by few of the second workshop: too few to be told outside.
    const silent = question === 'case' && held.plan.startsOn === '2027-11-15' ? 3 : 12;
    if (drawn(silent, name, question, 'silent') > (silent === 3 ? 0 : 10)) return [];
    return [[`rating.${question}`, String(1 + Math.max(drawn(5, name, question), drawn(5, question, name)))]];
  });
  return {
    ...(Object.fromEntries(ratings) as Record<string, string>),
    'text.keep': `The pairs, said ${name.length} times`,
  };
}
