import { sendFile, workbookWith } from '../roster/files';
import { type Held, comeBack } from './held';
import type { Officer, substitutes } from './people';

const line = ({ name, email, represents, agency }: Officer, role = '') => [name, email ?? '', represents, agency, role];

/** The list as Excel for Europe writes it: UTF-8 with its mark, semicolons. */
export function semicolons(officers: readonly Officer[], guests: readonly Officer[]): Buffer {
  const rows = [['Full name', 'E-mail', 'Country', 'Agency', 'Role'], ...officers.map((one) => line(one))];
  const all = [...rows, ...guests.map((one) => line(one, 'observer'))];
  return Buffer.from(`\ufeff${all.map((row) => row.join(';')).join('\r\n')}\r\n`, 'utf8');
}

/** The list as "Unicode text": UTF-16 with tabs, headings in Indonesian. */
export function unicodeText(officers: readonly Officer[]): Buffer {
  const rows = [['Nama lengkap', 'Surel', 'Negara', 'Instansi'], ...officers.map((one) => line(one).slice(0, 4))];
  return Buffer.from(`\ufeff${rows.map((row) => row.join('\t')).join('\r\n')}\r\n`, 'utf16le');
}

/** The list as a workbook, with a title above its headings. */
export function workbook(officers: readonly Officer[]): Buffer {
  const rows = [['Participants'], [], ['Name', 'E-mail', 'Country', 'Agency'], ...officers.map((one) => line(one))];
  const cells = rows.map((row, at) => {
    const words = row.map(
      (cell, column) =>
        `<c r="${String.fromCharCode(65 + column)}${at + 1}" t="inlineStr"><is><t>${cell.replaceAll('&', '&amp;')}</t></is></c>`,
    );
    return `<row r="${at + 1}">${words.join('')}</row>`;
  });
  return workbookWith(`<sheetData>${cells.join('')}</sheetData>`);
}

/** Sends a list and opens its dry run; answers the path of it. */
export async function dryRun(held: Held, name: string, bytes: Buffer): Promise<string> {
  const { daniel } = held.year;
  await daniel.get(`${held.base}/roster`);
  await sendFile(daniel, `${held.base}/roster/imports`, name, bytes);
  const path = daniel.location;
  await daniel.follow();
  return path;
}

/** Gives the place of somebody who cannot come to whom their agency names instead. */
export async function substitute(held: Held, { away, comes }: (typeof substitutes)[number]): Promise<void> {
  const { daniel } = held.year;
  const path = await personPath(held, away);
  await daniel.get(path);
  await daniel.send(`${path}/substitute`, { name: comes });
  await daniel.follow();
}

/** The page of somebody on the roster, by the name it says. */
export async function personPath(held: Held, name: string): Promise<string> {
  const { daniel } = held.year;
  await daniel.get(`${held.base}/roster`);
  const link = daniel.page.querySelectorAll('td a, th a').find((one) => one.text.trim() === name);
  if (!link) throw new Error(`${name} is not on the roster.`);
  return link.getAttribute('href') ?? '';
}

/** Cards are printed for everybody on the roster, and each comes in with their own. */
export async function comeByCard(held: Held, absent: readonly string[] = []): Promise<void> {
  const { daniel } = held.year;
  const cards = `${held.base}/roster/cards`;
  await daniel.get(`${held.base}/roster`);
  await daniel.send(cards);
  await daniel.follow();
  for (const card of daniel.page.querySelectorAll('.rejoin-card')) {
    const name = card.querySelector('h2')?.text.trim() ?? '';
    if (absent.includes(name)) continue;
    held.cards.set(name, card.querySelector('.code')?.text.trim() ?? '');
    await comeBack(held, name);
  }
}

/** Comes in by the code on the wall and a name, and keeps the card. */
export async function comeByCode(held: Held, { name, represents, agency }: Officer): Promise<void> {
  const phone = await held.year.visitor().get(`/join/${held.joinCode}`);
  await phone.send('/join', { name, represents, agency });
  held.people.set(name, phone);
  await phone.follow();
  held.cards.set(name, phone.page.querySelector('.code')?.text.trim() ?? '');
}

/** The facilitator makes one person of two: the listed one stays, with what the other did. */
export async function merge(held: Held, listed: string, typed: string): Promise<void> {
  const { daniel } = held.year;
  await daniel.get(`${held.base}/roster`);
  const twice = daniel.page.querySelectorAll('section.notice a').map((one) => one.text.trim());
  if (!twice.some((words) => words.includes(listed) && words.includes(typed)))
    throw new Error(`Nobody noticed that ${typed} is ${listed}: ${twice.join(', ')}.`);
  const kept = await personPath(held, listed);
  const other = (await personPath(held, typed)).replace(/.*\//, '');
  await daniel.get(`${kept}/merge?other=${other}`);
  const clashes = daniel.page.querySelectorAll('input[name^="clash."][value=kept]');
  const choices = clashes.map((clash) => {
    const name = clash.getAttribute('name') ?? '';
    // What was written on the list stands; what was done at the door is what happened.
    return [name, name.startsWith('clash.enrolments') ? 'kept' : 'other'] as const;
  });
  await daniel.send(`${kept}/merge`, { ...Object.fromEntries(choices), name: 'kept' });
  held.people.delete(typed);
  held.cards.set(listed, held.cards.get(typed) ?? '');
  await comeBack(held, listed);
}
