import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../../src/root';

/** Where the browser of the test packages lies once it is unpacked, and what it needs to know of the place. */
export const packaged = {
  path: join(tmpdir(), 'chromium'),
  env: { LD_LIBRARY_PATH: join(tmpdir(), 'al2023', 'lib'), FONTCONFIG_PATH: join(tmpdir(), 'fonts') },
} as const;

/**
 * Unpacks the browser of the test packages where it can run and is wanted, once on a machine. It comes to its place
 * whole: a run that is interrupted leaves nothing torn, and of two runs at once neither sees the other's half.
 */
export async function unpackBrowser(): Promise<void> {
  const runsHere = process.platform === 'linux' && process.arch === 'x64';
  if (!runsHere || process.env['CHROMIUM_PATH'] || existsSync(packaged.path)) return;
  const part = mkdtempSync(join(tmpdir(), 'titian-chromium-'));
  try {
    // In a process of its own: the package changes the environment, and unpacks its libraries only on that service.
    const words = "import packed from '@sparticuz/chromium'; await packed.executablePath();";
    const env = { ...process.env, TMPDIR: part, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' };
    await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', words], { cwd: root, env });
    const last = (name: string) => Number(name === 'chromium');
    for (const name of readdirSync(part).sort((a, b) => last(a) - last(b))) {
      if (!existsSync(join(tmpdir(), name))) renameSync(join(part, name), join(tmpdir(), name));
    }
  } finally {
    rmSync(part, { recursive: true, force: true });
  }
}
