import type { Words } from '../words';
import type { Block, BlockKind, Tailored, Target } from './curriculum';

/** What a block is called before its own title: "Activity 4.2", "Say". */
export function labelOf(kind: BlockKind, number: string | undefined, t: Words): string {
  const word = t(`book.kind.${kind}`);
  return number === undefined ? word : `${word} ${number}`;
}

/** Whose words a block of a tailored book has; undefined where they are the programme's own, as everywhere else. */
export function localWords({ kind, local }: Block, overlay: Tailored | undefined, t: Words): string | undefined {
  if (kind === 'local-note' || kind === 'guide-note') return local === 'stale' ? t('tailoring.noteStale') : undefined;
  if (!local || !overlay) return undefined;
  return t(local === 'stale' ? 'local.stale' : 'local.by', { title: overlay.title });
}

/** What a reference without words of its own says: "Activity 4.2", "4.3 Sharing well", a term, a source's title. */
export function nameOf(target: Target, t: Words): string {
  const name = plainName(target, t);
  return target.absent ? t('tailoring.absent', { name }) : name;
}

function plainName({ kind, number = '', title = '' }: Target, t: Words): string {
  if (kind === 'module') return t('book.moduleName', { number, title });
  if (kind === 'section') return t('book.sectionName', { number, title });
  if (kind === 'objective' || kind === 'term') return title;
  if (number !== '') return labelOf(kind, number, t);
  return title === '' ? labelOf(kind, undefined, t) : title;
}
