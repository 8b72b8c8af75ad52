import type { Written } from '../assessment';
import type { Item } from '../curriculum';
import { type Content, contentHtml, plainDrawing, plainText } from '../prose';
import { type Settled, sentencesOf } from '../rubric';
import type { Citing } from './text';

/** A request that somebody completed, as whoever marks it may see it: what was asked, chosen and written, and nobody's name. */
export interface AnswerText extends Citing {
  readonly stem: string;
  readonly settingHtml: string;
  readonly label: string;
}

export function answerTextOf({ item, response }: Pick<Written, 'item' | 'response'>): AnswerText {
  const fields = (item.fields ?? []).map(({ id, label }) => ({
    name: id,
    label,
    values: chosenIn(item, id, response.fields),
  }));
  const writes = item.writes ?? { id: '', label: '' };
  const texts = [{ field: writes.id, label: writes.label, body: response.words ?? null }];
  return {
    stem: item.stem,
    settingHtml: contentHtml(item.setting, plainDrawing),
    label: writes.label,
    fields: fields.filter(({ values }) => values.length > 0),
    empty: fields.filter(({ values }) => values.length === 0).map(({ name, label }) => ({ name, label })),
    texts,
    sentences: sentencesOf(texts),
    times: [],
  };
}

function chosenIn(item: Item, field: string, fields: Written['response']['fields']): string[] {
  const here = item.options.filter((option) => option.field === field);
  return here.filter(({ id }) => fields[field]?.includes(id)).map(({ content }) => content.map(wordsOf).join(' '));
}

function wordsOf(content: Content): string {
  return content.type === 'paragraph' ? plainText(content.children) : '';
}

/** How far the marking of an answer has come. */
export type AnswerState = 'to mark' | 'one mark' | 'differ' | 'agreed';

/** `marked` = by how many of the two raters. */
export function stateOf(settled: readonly Settled[], marked: number): AnswerState {
  if (settled.length === 0) return marked === 0 ? 'to mark' : 'one mark';
  return settled.some(({ agreed }) => agreed === null) ? 'differ' : 'agreed';
}
