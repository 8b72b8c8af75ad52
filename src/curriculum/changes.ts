import type { Db } from '../db/db';
import { page, type Trail } from '../web/page';
import type { Words } from '../words';
import { compareEditions, type Change, type Readable } from './compare';
import type { CompiledEdition, Edition, Glossary } from './curriculum';
import { labelOf } from './naming';
import { readTextId, textIdOf } from './publication';
import { getPart, getPublication, listParts } from './queries';
import { wordChanges, type WordChange } from './word-changes';

/** A change as a page shows it. `name` says what it is on; `words` are empty where only marks or drawings are others. */
export interface ShownChange extends Pick<Change, 'id' | 'how' | 'minutes'> {
  readonly name: string;
  readonly words: readonly WordChange[];
  readonly onlyMarks: boolean;
}

export interface ShownChanges {
  readonly edition: string;
  /** BCP 47, of the words that changed. */
  readonly language: string;
  readonly from: { readonly version: string; readonly hash: string; readonly day: string };
  readonly to: { readonly version: string; readonly hash: string; readonly day: string };
  readonly count: number;
  readonly pages: readonly { readonly name: string; readonly changes: readonly ShownChange[] }[];
}

/** Two publications of one edition, side by side: `trail` and `lede` are the asking feature's. */
export const changesPage = page<{ changes: ShownChanges | undefined; lede: string; trail: Trail }>('publications/changes');

/** What changed from one text to another for the readers of an edition. Loads that edition of both, and no other. */
export async function changesBetween(db: Db, from: string, to: string, edition: Edition, t: Words): Promise<ShownChanges> {
  const read = async (textId: string): Promise<Readable> => ({
    book: await getPart<CompiledEdition>(db, textId, edition),
    glossary: await getPart<Glossary>(db, textId, 'glossary'),
  });
  const day = new Intl.DateTimeFormat(t.locale, { dateStyle: 'long', timeZone: 'UTC' });
  const named = async (textId: string) => {
    const { id, version, publishedAt } = await getPublication(db, textId);
    return { version, hash: id.slice(0, 12), day: day.format(publishedAt) };
  };
  const [before, now] = await Promise.all([read(from), read(to)]);
  const { language } = now.book;
  const pages = compareEditions(before, now).map(({ page, number, title, changes }) => ({
    name: pageName(page, number, title, t),
    changes: changes.map((change) => shown(change, language, t)),
  }));
  return {
    edition: t(`book.edition.${edition}`),
    language,
    from: await named(from),
    to: await named(to),
    count: pages.reduce((sum, each) => sum + each.changes.length, 0),
    pages,
  };
}

/** The current form of a text: another publication as the same overlay and workshop tailor it, where it has that overlay. */
export async function sameTextIn(db: Db, textId: string, publicationId: string): Promise<string> {
  const { overlay, tailoring } = readTextId(textId);
  if (overlay === undefined) return textIdOf(publicationId, undefined, tailoring);
  const kinds = (await listParts(db, publicationId)).map(({ kind }) => kind);
  return textIdOf(publicationId, kinds.includes(`overlay:${overlay}`) ? overlay : undefined, tailoring);
}

function pageName(page: string, number: number | undefined, title: string | undefined, t: Words): string {
  if (number !== undefined && title !== undefined) return t('book.moduleName', { number, title });
  return t(page === 'preface' ? 'book.preface' : 'book.glossary');
}

function shown({ id, how, kind, number, title, minutes, before, now }: Change, language: string, t: Words): ShownChange {
  const plain = kind === 'text' || kind === 'heading' || kind === 'term' || kind === 'objective';
  const word = kind === 'module' ? t('compare.module') : kind === 'section' ? (number ?? '') : plain ? '' : labelOf(kind, number, t);
  const name = [word, title ?? ''].filter((each) => each !== '').join(' · ') || t('compare.text');
  const same = before === now;
  const words = same ? [] : wordChanges(before, now, language);
  return { id, how, name, words, onlyMarks: same && how === 'changed' && !minutes, ...(minutes ? { minutes } : {}) };
}
