import { cautionsIn, contentHtml, plainDrawing } from '../prose';
import type { QuestionView } from './pages';
import { type Question, type Response, gradeParts } from './question';

/** A question as its view draws it, with what was answered so far. */
export function questionView(
  question: Question,
  number: number,
  given: Response | undefined,
  complete: boolean,
): QuestionView {
  const filled = given !== undefined && 'fields' in given ? given : undefined;
  const caution = cautionIn(given);
  return {
    id: question.id,
    number,
    type: question.type,
    stem: question.stem,
    settingHtml: contentHtml(question.setting, plainDrawing),
    options: question.options.map(({ id, content }) => ({
      id,
      contentHtml: contentHtml(content, plainDrawing),
      chosen: given !== undefined && 'chosen' in given && given.chosen.includes(id),
      match: given !== undefined && 'pairs' in given ? given.pairs[id] : undefined,
      place: given !== undefined && 'places' in given ? given.places[id] : undefined,
    })),
    matches: question.matches ?? [],
    unit: question.unit ?? '',
    text: given !== undefined && 'text' in given ? given.text : '',
    grade: gradeParts.flatMap((part) => {
      const words = question.grid?.[part];
      if (!words) return [];
      const chosen = given !== undefined && 'grade' in given ? given.grade[part] : undefined;
      const choices = Object.entries(words).map(([value, text]) => ({ value, words: text, chosen: value === chosen }));
      return [{ part, choices }];
    }),
    fields: (question.fields ?? []).map(({ id, label, several, options }) => ({
      id,
      label,
      several,
      options: options.map(({ id: option, content }) => ({
        id: option,
        contentHtml: contentHtml(content, plainDrawing),
        chosen: filled?.fields[id]?.includes(option) ?? false,
      })),
    })),
    writes: question.writes ? { ...question.writes, words: filled?.words ?? '' } : null,
    caution,
    state: complete && caution === null ? 'saved' : given ? 'part' : 'open',
  };
}

/** A key: why own words may not stay as they are in an exercise; null where nothing is found. */
export function cautionIn(given: Response | undefined): string | null {
  if (given === undefined || !('fields' in given)) return null;
  const [caution] = cautionsIn(given.words ?? '', '');
  return caution ? `run.guard.${caution.concern}` : null;
}
