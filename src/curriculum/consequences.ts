import type { Finding } from '../command';

/** What is only known when every file could be read. */
const needsEverything = new Set([
  'agenda-minutes-differ',
  'agenda-module-missing',
  'agenda-reference-unknown',
  'item-without-pair',
  'objective-unknown',
  'objective-without-activity',
  'objective-without-item',
  'overlay-block-unknown',
  'overlay-stale',
  'reference-broken',
  'reference-to-guide',
]);

/** Findings by which a file, or a block of it, was not read: what others say of it cannot be judged. */
const leavesUnread = new Set([
  'field-missing',
  'field-unknown',
  'field-wrong',
  'file-missing',
  'file-too-large',
  'front-matter-broken',
  'front-matter-missing',
  'item-malformed',
  'kind-unknown',
]);

/** What a block that is never closed makes of the lines after it. */
const afterUnclosed = new Set(['heading-wrong', 'nesting-wrong']);

/** Only the faults, not what follows from them, in the order of files and lines: an author mends one thing at a time. */
export function withoutConsequences(findings: readonly Finding[]): Finding[] {
  const unread = findings.some(({ code }) => leavesUnread.has(code));
  const unclosed = new Map<string, number>();
  for (const { code, file, line } of findings) {
    if (code === 'block-unclosed') unclosed.set(file, Math.min(line, unclosed.get(file) ?? line));
  }
  return findings
    .filter(({ code, file, line }) => {
      if (unread && needsEverything.has(code)) return false;
      return !afterUnclosed.has(code) || line < (unclosed.get(file) ?? Infinity);
    })
    .sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
}
