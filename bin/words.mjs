// Adds words to a language's catalogue and keeps it sorted: npm run -s words -- en key "Sentence." [key "Sentence." …]
// An empty sentence takes the key out.
import { readFileSync, writeFileSync, mkdirSync, rmdirSync } from 'node:fs';

const [language, ...pairs] = process.argv.slice(2);
const file = new URL(`../locales/${language}.json`, import.meta.url);
const lock = new URL(`../locales/.${language}.lock`, import.meta.url);
if (!language || pairs.length === 0 || pairs.length % 2 !== 0) {
  console.error('Usage: npm run -s words -- LANGUAGE KEY SENTENCE [KEY SENTENCE …]');
  process.exit(2);
}
for (;;) {
  try {
    mkdirSync(lock);
    break;
  } catch {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
  }
}
try {
  const catalogue = new Map(Object.entries(JSON.parse(readFileSync(file, 'utf8'))));
  for (let at = 0; at < pairs.length; at += 2) {
    const [key, sentence] = pairs.slice(at, at + 2);
    if (sentence === '') catalogue.delete(key);
    else catalogue.set(key, sentence);
  }
  const sorted = Object.fromEntries([...catalogue].sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(file, `${JSON.stringify(sorted, null, 2)}\n`);
} finally {
  rmdirSync(lock);
}
