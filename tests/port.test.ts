import { readConfig } from '../src/config';
import { openPort, type OpenPort } from '../src/port';
import { exampleScreen } from '../src/screen';

const config = readConfig([], { PORT: '0' });
let port: OpenPort;

beforeEach(async () => {
  port = await openPort(config);
});

afterEach(() => port.close());

const ask = (path = '/') => fetch(`http://127.0.0.1:${port.number}${path}`);

describe('the port', () => {
  it('asks a visitor for a moment of patience while the product starts', async () => {
    const early = await ask();
    expect(early.status).toBe(503);
    expect(early.headers.get('retry-after')).toBe('2');
    port.answerWith((_req, res) => res.end('open'));
    expect(await (await ask()).text()).toBe('open');
  });

  it('lets a request under way finish when the product stops, and takes no other', async () => {
    let finish: (() => void) | undefined;
    const begun = new Promise<void>((begin) => {
      port.answerWith((_req, res) => {
        finish = () => res.end('saved');
        begin();
      });
    });
    const underWay = ask();
    await begun;
    const closed = port.close();
    await expect(ask()).rejects.toThrow();
    finish?.();
    expect(await (await underWay).text()).toBe('saved');
    await closed;
  });

  it('tells a stream without an end that it has to end', async () => {
    port.answerWith((_req, res) => {
      res.write('first');
      port.closing.addEventListener('abort', () => res.end(' and last'));
    });
    const stream = await ask();
    await port.close();
    expect(await stream.text()).toBe('first and last');
  });

  it('is refused to a second taker, who hears what to do', async () => {
    await expect(openPort({ ...config, port: port.number })).rejects.toThrow(
      `Port ${port.number} is in use by another program. Choose another: PORT=`,
    );
  });
});

describe('the settings', () => {
  it('choose one of three ways to start, each with a part of the data folder', () => {
    const settings = (args: string[], env = {}) => readConfig(args, { TITIAN_DATA: '/srv/titian', ...env });
    expect(settings([])).toMatchObject({ mode: 'example', host: '127.0.0.1', dataFolder: '/srv/titian/example' });
    expect(settings(['--box'])).toMatchObject({ mode: 'box', host: '0.0.0.0', dataFolder: '/srv/titian/box' });
    const production = settings([], { NODE_ENV: 'production' });
    expect(production).toMatchObject({ mode: 'production', host: '0.0.0.0', dataFolder: '/srv/titian/production' });
    expect(() => settings(['--box'], { NODE_ENV: 'production' })).toThrow('--box is for a laptop in a room');
  });

  it('do not repeat a refused address, which may hold a password', () => {
    const refused = () => readConfig([], { DATABASE_URL: 'mysql://titian:hidden@db/titian' });
    expect(refused).toThrow('DATABASE_URL must be an address that begins with postgres://');
    expect(refused).not.toThrow('hidden');
  });
});

describe('the screen', () => {
  it('gives whole addresses to open, and says who can reach the example', () => {
    const screen = exampleScreen({
      addresses: ['http://localhost:3000'],
      joinCode: 'K7M2QX',
      signIns: { staff: '/in/s', facilitator: '/in/f', participant: '/in/p', alumna: '/in/a' },
      administrator: undefined,
      place: '/srv/titian/example',
      colour: false,
    });
    expect(screen).toMatch(/^ {4}a participant +http:\/\/localhost:3000\/in\/p$/m);
    expect(screen).toMatch(/^ {4}address +http:\/\/localhost:3000\/join\/K7M2QX$/m);
    expect(screen).toContain('only this machine can reach it');
  });
});
