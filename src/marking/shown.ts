import type { Rubric } from '../curriculum';
import { type CriterionAgreement, type Mark, type Rater, type Sheet, quoted, standing, writeEvidence } from '../rubric';
import type { Words } from '../words';
import type { AgreementLine, Choices, CriterionResult } from './pages';
import type { Citing } from './text';

/** What a mark may point at, for a list to choose from; what can be missing from its own criterion comes first. */
export function choicesFor(text: Citing, rubric: Rubric, criterion: string, t: Words): Choices {
  const ordered = rubric.criteria.toSorted(
    (one, other) => Number(other.id === criterion) - Number(one.id === criterion),
  );
  const groups = [
    {
      group: t('rubric.by.quote'),
      options: text.sentences.map(({ words, field, from, to }, at) => ({
        value: writeEvidence({ by: 'quote', field, from, to }),
        words: t('rubric.sentence', { number: at + 1, words: short(words) }),
      })),
    },
    {
      group: t('rubric.by.absence'),
      options: [
        ...ordered.flatMap(({ signs }) => signs).map(({ id, text: words }) => ({ name: id, words })),
        ...text.empty.map(({ name, label }) => ({ name, words: t('rubric.emptyField', { field: label }) })),
      ].map(({ name, words }) => ({ value: writeEvidence({ by: 'absence', name }), words })),
    },
    {
      group: t('rubric.by.field'),
      options: text.fields.map(({ name, label, values }) => ({
        value: writeEvidence({ by: 'field', name }),
        words: `${label}: ${short(values.join('; '))}`,
      })),
    },
    {
      group: t('rubric.by.time'),
      options: text.times.map(({ name, time }) => ({
        value: writeEvidence({ by: 'time', name }),
        words: `${t(`rubric.time.${name}`)}: ${time}`,
      })),
    },
  ];
  return groups.filter(({ options }) => options.length > 0);
}

/** A list on a phone shows one line: the whole sentence stands above it under its number. */
function short(words: string): string {
  const letters = Array.from(words);
  return letters.length > 60 ? `${letters.slice(0, 59).join('').trimEnd()}…` : words;
}

/** Both raters' marks side by side, criterion by criterion; only of these sheets that stand. `own`: a table reads its own. */
export function resultsOf(
  text: Citing,
  rubric: Rubric,
  sheets: readonly Sheet[],
  own: boolean,
  t: Words,
): CriterionResult[] {
  const stand = standing(sheets);
  if (stand.length === 0) return [];
  const ordered = (['facilitator', 'table'] as const).flatMap((rater) => stand.filter((each) => each.rater === rater));
  return besideEachOther(text, rubric, ordered, (rater) => t(own ? 'rubric.rater.own' : `rubric.rater.${rater}`), t);
}

/** These sheets side by side, criterion by criterion, each under the name of its rater. */
export function besideEachOther(
  text: Citing,
  rubric: Rubric,
  sheets: readonly Sheet[],
  nameOf: (rater: Rater) => string,
  t: Words,
): CriterionResult[] {
  return rubric.criteria.map(({ id, title, question, principle, levels }) => ({
    title,
    question,
    principle,
    marks: sheets.flatMap(({ rater, marks }) =>
      marks
        .filter(({ criterion }) => criterion === id)
        .map((mark) => ({
          rater: nameOf(rater),
          level: mark.level,
          words: levels.find(({ value }) => value === mark.level)?.text ?? '',
          ...citedAs(mark, text, rubric, t),
        })),
    ),
  }));
}

function citedAs({ evidence }: Mark, text: Citing, rubric: Rubric, t: Words): { cites: string; quote: string | null } {
  if (evidence.by === 'quote') {
    const quote = quoted(text.texts, evidence);
    return { cites: t(quote === null ? 'rubric.quoteRemoved' : 'rubric.cites.quote'), quote };
  }
  const { by, name } = evidence;
  if (by === 'time') {
    const time = text.times.find((each) => each.name === name)?.time ?? '';
    return { cites: `${t(`rubric.time.${name}`)}: ${time}`, quote: null };
  }
  if (by === 'field') {
    const field = text.fields.find((each) => each.name === name);
    return { cites: `${field?.label ?? name}: ${field?.values.join('; ') ?? ''}`, quote: null };
  }
  const sign = rubric.criteria.flatMap(({ signs }) => signs).find(({ id }) => id === name);
  const field = text.empty.find((each) => each.name === name)?.label ?? name;
  return { cites: t('rubric.cites.absence', { what: sign?.text ?? t('rubric.emptyField', { field }) }), quote: null };
}

/** What a sheet said, as a form types it again. */
export function typedFrom(sheet: Sheet | undefined): Record<string, string> {
  return Object.fromEntries(
    (sheet?.marks ?? []).flatMap(({ criterion, level, evidence }) => [
      [`level.${criterion}`, String(level)],
      [`evidence.${criterion}`, writeEvidence(evidence)],
    ]),
  );
}

/** How far the raters agree, in words. */
export function agreementLines(found: readonly CriterionAgreement[], t: Words): AgreementLine[] {
  const figure = new Intl.NumberFormat(t.locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const share = new Intl.NumberFormat(t.locale, { style: 'percent', maximumFractionDigits: 0 });
  return found.map(({ criterion, n, same, kappa }) => ({
    title: criterion.title,
    n,
    same: n === 0 ? '–' : t('marking.sameOf', { same, n, share: share.format(same / n) }),
    kappa:
      kappa === 'few'
        ? t('marking.kappaFew')
        : kappa === 'one level'
          ? t('marking.kappaOneLevel')
          : figure.format(kappa),
  }));
}
