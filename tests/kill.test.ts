import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import request from 'supertest';
import { type Program, postmasterOf, processesOn, startProgram } from './support/program';
import { Browser } from './support/site';
import { until } from './support/until';

jest.setTimeout(600_000);

const kills = 20;

describe('a laptop whose processes are killed while a room works', () => {
  const folder = mkdtempSync(join(tmpdir(), 'titian-kill-'));
  let program: Program;
  let port: number;

  beforeAll(async () => {
    port = await freePort();
    program = await startProgram(folder, { env: { PORT: String(port) } });
  });

  afterAll(async () => {
    await program.stop('SIGINT');
    await until(`nothing runs on ${folder}`, () => processesOn(folder).length === 0);
    rmSync(folder, { recursive: true, force: true });
  });

  it.each([
    [
      'the program',
      async () => {
        await program.stop('SIGKILL');
        program = await startProgram(folder, { env: { PORT: String(port) } });
      },
    ],
    [
      'its database, which it restarts by itself',
      async () => {
        const postmaster = postmasterOf(folder);
        process.kill(postmaster, 'SIGKILL');
        await until('the database is another one', () => ![0, postmaster].includes(postmasterOf(folder)));
        await until('the product answers again', isReady);
      },
    ],
  ])(`keeps every acknowledged answer and decision, exactly once, through ${kills} kills of %s`, async (_, strike) => {
    const work = { stopped: false };
    const answers = new AnsweringOfficer(port, program.ready.joinCode ?? '');
    const decisions = new DecidingOfficer(port, program.ready.joinCode ?? '');
    await answers.join();
    await decisions.join();
    const working = [answers.work(work), decisions.work(work)];

    for (let kill = 0; kill < kills; kill += 1) {
      // A different number of acknowledged writes each time, so that the blow falls at other moments.
      const enough = answers.acknowledged + decisions.acknowledged + 2 + ((kill * 7) % 11);
      await until('work goes on', () => answers.acknowledged + decisions.acknowledged >= enough, 60_000);
      await strike();
    }
    work.stopped = true;
    await Promise.all(working);

    const database = new pg.Client({ host: join(folder, 'example', 'postgres'), user: 'titian', database: 'titian' });
    await database.connect();
    answers.person = await ownerOf(database, 'attempts', answers.person);
    decisions.person = await ownerOf(database, 'runs', decisions.person);
    const kept = await database.query<{ item_id: string; response: { chosen: string[] } }>(
      'select item_id, response from answers join attempts on attempts.id = attempt_id where workshop_id = $1 and person_id = $2',
      [answers.workshop, answers.person],
    );
    const keptAnswers = new Map(kept.rows.map((row) => [row.item_id, row.response.chosen[0] ?? '']));
    expect(keptAnswers).toEqual(answers.last);
    expect(answers.last.size).toBeGreaterThan(5);

    const taken = await database.query<{ input_id: string }>(
      'select input_id from run_events where person_id = $1 and input_id is not null',
      [decisions.person],
    );
    const counts = taken.rows.map((row) => row.input_id);
    expect(new Set(counts).size).toBe(counts.length);
    expect(decisions.taken.filter((input) => !counts.includes(input))).toEqual([]);
    expect(decisions.taken.length).toBeGreaterThan(kills);
    await database.end();
  });

  async function isReady(): Promise<boolean> {
    const answer = await fetch(`http://localhost:${port}/health/ready`).catch(() => undefined);
    return answer?.status === 200;
  }
});

/** Somebody in the room who goes on working, and tries again whenever there is no answer. */
class Officer {
  acknowledged = 0;
  workshop = '';
  /** Until the end, the id of something that is theirs: their attempt, their last run. */
  person = '';
  protected readonly browser: Browser;

  constructor(
    port: number,
    private readonly code: string,
  ) {
    this.browser = new Browser(request.agent(`http://localhost:${port}`));
  }

  async join(): Promise<void> {
    await this.browser.get(`/join/${this.code}`);
    await this.browser.send('/join', { name: `Officer ${this.constructor.name}` });
    this.workshop = /workshops\/([^/]+)/.exec(this.browser.location)?.[1] ?? '';
    await this.browser.get(`/workshops/${this.workshop}`);
  }

  /** Asks until the product answers with one of these; anything else means that it is down or coming up. */
  protected async insist(ask: () => Promise<number>, good: readonly number[]): Promise<number> {
    let status = 0;
    await until(
      'the product answers',
      async () => {
        status = await ask().catch(() => 0);
        return good.includes(status);
      },
      60_000,
    );
    return status;
  }
}

class AnsweringOfficer extends Officer {
  /** The last acknowledged answer to each question. */
  readonly last = new Map<string, string>();

  async work(room: { stopped: boolean }): Promise<void> {
    const path = `/workshops/${this.workshop}/tests/pre`;
    await this.browser.get(path);
    await this.browser.send(`${path}/attempts`);
    await this.browser.follow();
    const token = this.browser.page.querySelector('form.test [name=_csrf]')?.getAttribute('value') ?? '';
    this.person = this.browser.page.querySelector('form.test')?.getAttribute('data-answers') ?? '';
    const radios = this.browser.page.querySelectorAll('form.test input[type=radio]').map((radio) => ({
      name: radio.getAttribute('name') ?? '',
      value: radio.getAttribute('value') ?? '',
    }));
    for (let turn = 0; !room.stopped; turn += 1) {
      const radio = radios[(turn * 5) % radios.length];
      if (!radio) throw new Error('The test has no question with options.');
      const post = this.browser.agent.post.bind(this.browser.agent);
      const send = async () => {
        const answer = await post(`${path}/answers`)
          .set('Accept', 'application/json')
          .set('x-csrf-token', token)
          .type('form')
          .send({ [radio.name]: radio.value });
        return answer.status;
      };
      await this.insist(send, [200]);
      this.last.set(radio.name.replace(/^a\./, ''), radio.value);
      this.acknowledged += 1;
    }
  }
}

class DecidingOfficer extends Officer {
  /** The inputs that the product said it took. */
  readonly taken: string[] = [];

  async work(room: { stopped: boolean }): Promise<void> {
    while (!room.stopped) await this.playOnce(room);
  }

  private async playOnce(room: { stopped: boolean }): Promise<void> {
    const cases = `/workshops/${this.workshop}/case`;
    await this.load(cases);
    const seats =
      this.browser.page.querySelector(`main a[href^="${cases}/"]`)?.getAttribute('href')?.replace(/\?.*/, '') ?? '';
    await this.load(seats);
    const role = this.browser.page.querySelector('input[name=role]')?.getAttribute('value') ?? '';
    await this.post(`${seats}/runs`, { role });
    const run = this.browser.location.replace(/[?#].*/, '');
    this.person = run.replace('/runs/', '');
    while (!room.stopped) {
      await this.load(run);
      if (this.browser.page.querySelector(`a[href="${run}/debrief"]`)) return;
      const choices = this.browser.page.querySelectorAll('input[name=choice]');
      const choice = choices[this.taken.length % choices.length]?.getAttribute('value') ?? '';
      await this.decide(run, { choice });
    }
  }

  private async decide(run: string, typed: Record<string, string>): Promise<void> {
    const input = await this.post(`${run}/decisions`, typed);
    if (this.browser.location.includes('?choice=')) {
      await this.load(this.browser.location.replace(/#.*/, ''));
      await this.decide(run, firstOfEach(this.browser));
      return;
    }
    this.taken.push(input);
    this.acknowledged += 1;
  }

  private async load(path: string): Promise<void> {
    await this.insist(async () => (await this.browser.get(path)).status, [200]);
  }

  /** Sends a form of this page until it is taken, always under the same input. */
  private async post(action: string, typed: Record<string, string>): Promise<string> {
    const page = this.browser.page;
    const input = formOf(this.browser, action)?.querySelector('[name=input]')?.getAttribute('value') ?? '';
    await this.insist(async () => {
      this.browser.page = page;
      return (await this.browser.send(action, typed)).status;
    }, [303]);
    return input;
  }
}

async function ownerOf(database: pg.Client, table: 'attempts' | 'runs', id: string): Promise<string> {
  const { rows } = await database.query<{ person_id: string }>(`select person_id from ${table} where id = $1`, [id]);
  return rows[0]?.person_id ?? '';
}

function formOf(browser: Browser, action: string) {
  return browser.page.querySelectorAll('form').find((form) => form.getAttribute('action') === action);
}

function firstOfEach(browser: Browser): Record<string, string> {
  const form = browser.page.querySelectorAll('form').find((one) => one.getAttribute('action')?.endsWith('/decisions'));
  const fields: Record<string, string> = {};
  for (const field of form?.querySelectorAll('input[type=radio], input[type=checkbox], select, textarea') ?? []) {
    const name = field.getAttribute('name') ?? '';
    if (!name || name in fields) continue;
    const values = field.querySelectorAll('option').map((option) => option.getAttribute('value') ?? '');
    if (field.tagName === 'SELECT') fields[name] = values.find((value) => value !== '') ?? '';
    else if (field.tagName === 'TEXTAREA') fields[name] = 'We ask because the file shows it, and we need it by Friday.';
    else fields[name] = field.getAttribute('value') ?? '';
  }
  return fields;
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
