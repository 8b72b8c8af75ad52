import { execFile, execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../src/root';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'titian-build-'));
  write('src/greet.ts', `export const greet = (name: string): string => 'Selamat pagi, ' + name;\n`);
  write('src/lazy.ts', `export const load = async (): Promise<unknown> => import('node:path');\n`);
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}

const builder = join(root, 'bin', 'build.mjs');
const build = () => execFileSync(process.execPath, [builder, folder], { encoding: 'utf8', stdio: 'pipe' });
const built = (name: string) => readFileSync(join(folder, 'dist', name), 'utf8');

describe('the build', () => {
  it('writes what changed and nothing else', () => {
    expect(build()).toContain('2 written');
    expect(build()).toContain('0 written');
    write('src/greet.ts', `export const greet = (name: string): string => 'Selamat malam, ' + name;\n`);
    const untouched = statSync(join(folder, 'dist/src/lazy.js')).mtimeMs;
    expect(build()).toContain('1 written');
    expect(built('src/greet.js')).toContain('Selamat malam');
    expect(statSync(join(folder, 'dist/src/lazy.js')).mtimeMs).toBe(untouched);
  });

  it('removes what has lost its source, and makes again what was removed', () => {
    build();
    rmSync(join(folder, 'src/lazy.ts'));
    build();
    expect(existsSync(join(folder, 'dist/src/lazy.js'))).toBe(false);
    rmSync(join(folder, 'dist/src/greet.js'));
    build();
    expect(built('src/greet.js')).toContain('Selamat pagi');
  });

  it('leaves import() alone, for packages that are modules only', () => {
    build();
    expect(built('src/lazy.js')).toContain(`import('node:path')`);
    expect(built('src/greet.js')).toContain('exports.greet');
  });

  it('names file and line of what it cannot read', () => {
    write('src/broken.ts', 'export const one = 1;\nexport const = 2;\n');
    expect(build).toThrow(/src\/broken\.ts:2: /);
  });

  it('may run twice at once', async () => {
    cpSync(join(root, 'src', 'db'), join(folder, 'src', 'db'), { recursive: true });
    const run = promisify(execFile);
    await Promise.all([1, 2].map(() => run(process.execPath, [builder, folder])));
    expect(build()).toContain('0 written');
    expect(built('src/db/connection.js')).toContain('exports.connect');
  });
});
