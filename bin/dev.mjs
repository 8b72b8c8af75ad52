// npm run dev [-- start's options]: the product, started again whenever something it is made of changes.
import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { fileURLToPath } from 'node:url';

const home = fileURLToPath(new URL('..', import.meta.url));
const program = fileURLToPath(new URL('titian.mjs', import.meta.url));
const watched = ['src', 'migrations', 'views', 'locales', 'curriculum', 'public'];

let child = start();
let planned;
let stopping = false;

for (const folder of watched) watch(`${home}${folder}`, { recursive: true }, planRestart);
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    stopping = true;
    child.once('exit', () => process.exit(0));
    child.kill(signal);
  });
}

function start() {
  return spawn(process.execPath, [program, 'start', ...process.argv.slice(2)], { cwd: home, stdio: 'inherit' });
}

/** An editor writes several times for one save: the restart waits until it is quiet. */
function planRestart(_event, name) {
  if (/\.(part|lock)$|~$/.test(name ?? '')) return;
  clearTimeout(planned);
  planned = setTimeout(restart, 200);
}

function restart() {
  if (stopping) return;
  const startAgain = () => {
    child = start();
  };
  if (child.exitCode !== null || child.signalCode !== null) return startAgain();
  child.removeAllListeners('exit').once('exit', startAgain);
  child.kill('SIGINT');
}
