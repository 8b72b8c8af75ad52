import { main } from '../src/cli';
import { runTitian } from './support/program';

describe('the program', () => {
  it('lists its commands', () => {
    const { code, out } = runTitian(['--help']);
    expect(code).toBe(0);
    for (const name of ['start', 'bench', 'check']) expect(out).toMatch(new RegExp(`^  ${name} +\\S`, 'm'));
  });

  it('explains each command', () => {
    const names = [...runTitian([]).out.matchAll(/^ {2}([a-z]+(?: [a-z]+)?) {2,}\S/gm)].map(([, name]) => name ?? '');
    expect(names.length).toBeGreaterThan(2);
    for (const name of names) {
      const { code, out } = runTitian([...name.split(' '), '--help']);
      expect({ name, code }).toEqual({ name, code: 0 });
      expect(out).toMatch(/Usage: /);
    }
  });

  it('suggests the command that was meant', () => {
    for (const [typed, meant] of [
      ['strat', '"start"'],
      ['benc', '"bench"'],
      ['weigh', '--help'],
    ] as const) {
      const { code, out, said } = runTitian([typed, '--json']);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(said).toContain(meant);
    }
  });

  it('says which benches there are when it is asked for another', async () => {
    const said = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    expect(await main(['bench', 'no-such-bench'])).toBe(2);
    expect(said).toHaveBeenCalledWith(expect.stringContaining('There is no bench "no-such-bench"'));
    said.mockRestore();
  });
});
