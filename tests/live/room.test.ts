import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { Browser, Page } from 'playwright-core';
import { choose, launchChromium } from '../support/chromium';
import { type Program, postmasterOf, processesOn, startProgram } from '../support/program';
import { until } from '../support/until';

jest.setTimeout(240_000);

const reason = 'A life may depend on Friday: we plan, and name nobody.';

describe('A room that plays together, in real browsers', () => {
  const folder = mkdtempSync(join(tmpdir(), 'titian-room-'));
  let program: Program;
  let port: number;
  let browser: Browser;

  beforeAll(async () => {
    port = await freePort();
    program = await start();
    browser = await launchChromium();
  });

  afterAll(async () => {
    await browser.close();
    await program.stop('SIGINT');
    await until(`nothing runs on ${folder}`, () => processesOn(folder).length === 0);
    rmSync(folder, { recursive: true, force: true });
  });

  it('carries a request to another table, through a dead phone and a killed laptop: nothing is lost or done twice (mawoka-myblock/ClassQuiz#301, decker-edu/decker#62)', async () => {
    const signIns = program.ready.signIns;
    if (!signIns) throw new Error('The example has links to sign in.');
    const facilitator = await open(new URL(signIns.facilitator).pathname);
    await facilitator.goto(await liveOf(facilitator));
    await facilitator.getByLabel('Case', { exact: true }).selectOption('three-desks');
    await facilitator.getByRole('button', { name: 'Start the case' }).click();
    await facilitator.getByRole('link', { name: 'Console', exact: true }).click();
    await facilitator.getByText('0 of 0 here').first().waitFor();
    const room = new URL(facilitator.url()).pathname.replace('/console', '');

    const wall = await open(new URL(signIns.facilitator).pathname);
    await wall.goto(`${room}/wall`);
    await wall.evaluate('window.neverReloaded = true');

    const border = await sitDown('Daw Khin Myint', 'Pellara Border Agency');
    const house = await sitDown('ສົມສັກ ພົມມະຈັນ', 'Linden House');
    // The console counts them without being touched.
    await facilitator.getByText('2 of 2 here').first().waitFor();

    const taken: string[] = [];
    await decide(border, 'protection-box', taken);
    await decide(border, 'seal-phones', taken);
    await choose(border.locator('#c-ask-linden'));
    await border.getByRole('button', { name: 'Decide' }).click();
    await fill(border, {
      'f-asks': ['boy-inside', 'friday-move'],
      'f-purpose': ['danger'],
      'f-handling': ['this-reader'],
      'f-call': ['noted'],
    });
    await border.locator('textarea').fill(reason);
    await border.getByRole('button', { name: 'Send' }).click();
    await border.getByText('The caseworker reads the purpose first').waitFor();
    taken.push('ask-linden');
    await decide(border, 'check-later', taken);
    await border.getByText('Waiting for the other tables').waitFor();

    await decide(house, 'interpreter-phone', taken);
    await decide(house, 'three-sentences', taken);
    expect(await house.locator('body').innerText()).not.toContain(reason);
    // Somebody at the other table is about to vote: what they have begun is not taken away under their hands.
    await house.locator('.ballot summary').click();
    await choose(house.locator('#v-tell-tomorrow'));

    const injects = facilitator.locator('#live-injects');
    await injects.getByRole('button', { name: 'Let it happen The Director has promised something' }).click();
    await facilitator.getByText('Comes when the round closes').waitFor();
    expect(await house.locator('#v-tell-tomorrow').isChecked()).toBe(true);
    await decide(house, 'tell-tomorrow', taken);
    await facilitator.getByText('1 desk has not finished').first().waitFor();

    await facilitator.getByRole('button', { name: 'Close the round' }).click();
    // No page of theirs was loaded again: each heard of it and took over what is new.
    await wall.getByText('Wednesday – the exchange').waitFor();
    await house.locator('#in').getByText(reason).waitFor();
    await border.getByText('The round has ended.').waitFor();

    const postmaster = postmasterOf(folder);
    await program.stop('SIGKILL');
    await until('the database is gone with its program', () => {
      try {
        process.kill(postmaster, 'SIGKILL');
        return false;
      } catch {
        return true;
      }
    });
    await wall.getByText('No connection').waitFor();
    program = await start();
    for (const page of [wall, house, border])
      await page.locator('#stream-state[data-state=on]').waitFor({ state: 'attached' });

    for (let decisions = 0; (await house.locator('#c-answer-linden').count()) === 0; decisions += 1) {
      if (decisions > 5) throw new Error('The house never came to answer.');
      const boxes = await house.locator('[name=choice][id^="c-"]').all();
      const ids = await Promise.all(boxes.map((box) => box.getAttribute('value')));
      await decide(house, (await plain(house, ids)) ?? '', taken);
    }
    await choose(house.locator('#c-answer-linden'));
    await house.getByRole('button', { name: 'Decide' }).click();
    await fill(house, { 'f-gives': ['friday-move'], 'f-handling': ['this-reader'] });
    await house.locator('textarea').fill('We keep one thing back. Ask us again on Thursday.');
    await house.getByRole('button', { name: 'Send' }).click();
    await house.getByText('Your table decided:').waitFor();
    taken.push('answer-linden');

    // The facilitator's phone dies; a colleague signs in elsewhere and goes on.
    await facilitator.context().close();
    const colleague = await open(new URL(program.ready.signIns?.staff ?? '').pathname);
    await colleague.goto(`${room}/console`);
    await colleague.getByText('2 of 2 here').first().waitFor();
    await colleague.getByRole('button', { name: 'Close the round' }).dblclick();
    await wall.getByText('Thursday morning').waitFor();
    await border.locator('#in').getByText('Answered in part').waitFor();
    await border.locator('#in').getByText('We keep one thing back.').waitFor();
    await house.getByText('The round has ended.').waitFor();
    expect(await wall.evaluate('window.neverReloaded')).toBe(true);

    const log = await logOf(room);
    expect(log.map(({ seq }) => seq)).toEqual(log.map((_, at) => at + 1));
    expect(log.filter(({ actor }) => actor === 'team').map(({ choice }) => choice)).toEqual(taken);
    expect(log.filter(({ type }) => type === 'end-phase')).toHaveLength(2);
    expect(log.filter(({ type }) => type === 'fire-inject')).toHaveLength(1);
  });

  /** The log of the room, as its database holds it. */
  async function logOf(room: string): Promise<Line[]> {
    const host = join(folder, 'example', 'postgres');
    const database = new pg.Client({ host, user: 'titian', database: 'titian' });
    await database.connect();
    const { rows } = await database.query<Line>(
      `select seq, actor, input->>'type' as type, input->>'choice' as choice from run_events where run_id = $1 order by seq`,
      [room.replace('/live/', '')],
    );
    await database.end();
    return rows;
  }

  function start(): Promise<Program> {
    return startProgram(folder, { env: { PORT: String(port) } });
  }

  async function open(path: string): Promise<Page> {
    const context = await browser.newContext({
      baseURL: `http://localhost:${port}`,
      viewport: { width: 360, height: 640 },
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    await page.goto(path);
    return page;
  }

  async function liveOf(page: Page): Promise<string> {
    await page.goto('/workshops');
    const links = page.locator('main a[href^="/workshops/"]:not([href$="/new"])');
    const paths = await Promise.all((await links.all()).map((link) => link.getAttribute('href')));
    for (const href of paths) {
      await page.goto(href ?? '');
      if ((await page.getByText(program.ready.joinCode ?? '?').count()) > 0) return `${href}/live`;
    }
    throw new Error('The open workshop was not found.');
  }

  /** Joins the workshop with a name, and sits down at a table. */
  async function sitDown(name: string, table: string): Promise<Page> {
    const page = await open(`/join/${program.ready.joinCode ?? ''}`);
    await page.getByLabel('Name').fill(name);
    await page.getByRole('button', { name: 'Join' }).click();
    await page.getByRole('link', { name: 'Go to the workshop' }).click();
    await page.getByRole('link', { name: 'The case, played together' }).click();
    await page.getByRole('link', { name: 'Choose a table' }).click();
    await choose(page.getByLabel(table));
    await page.getByRole('button', { name: 'Sit down' }).click();
    await page.locator('#stream-state[data-state=on]').waitFor({ state: 'attached' });
    return page;
  }
});

/** Takes a choice without a form, as the recorder, and waits until the table has read what followed. */
async function decide(page: Page, choice: string, taken: string[]): Promise<void> {
  const box = page.locator(`#c-${choice}`);
  await choose(box);
  await page.getByRole('button', { name: 'Decide' }).click();
  await box.waitFor({ state: 'detached' });
  await page.getByText('Your table decided:').waitFor();
  taken.push(choice);
}

/** The first of these choices that opens no form. */
async function plain(page: Page, ids: readonly (string | null)[]): Promise<string | undefined> {
  for (const id of ids)
    if (id && !(await page.locator(`label[for="c-${id}"]`).innerText()).includes('opens a form')) return id;
  return undefined;
}

async function fill(page: Page, fields: Readonly<Record<string, readonly string[]>>): Promise<void> {
  for (const [name, values] of Object.entries(fields))
    for (const value of values) await choose(page.locator(`[name="${name}"][value="${value}"]`));
}

interface Line {
  readonly seq: number;
  readonly actor: string;
  readonly type: string;
  readonly choice: string | null;
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => done(port));
    });
  });
}
