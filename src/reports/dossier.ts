import { gainOf } from '../assessment';
import { halfDaysNeeded } from '../certificates';
import type { Words } from '../words';
import { type Workshop, daysInWords } from '../workshops';
import type { Figures } from './figures';
import type { Report } from './report';
import { sayingFor } from './saying';
import { bounded } from './suppression';
import { toldOf } from './told';

/** Rows that a claim rests on: their table, a digest over their ids in order, and when the last of them was written. */
export interface Rows {
  readonly table: 'enrolments' | 'attendance' | 'attempts' | 'runs' | 'certificates' | 'audit_events';
  /** SHA-256 of the rows' keys, sorted and joined by commas, in hex. */
  readonly digest: string;
  /** ISO, UTC; absent where there are none. */
  readonly last?: string | undefined;
}

/** One thing that the dossier says, and what can be looked up to check it. */
export interface Claim {
  readonly id: string;
  readonly words: string;
  readonly value: string;
  readonly rests: string;
}

export interface DossierParts {
  readonly workshop: Workshop;
  readonly figures: Figures;
  readonly publication: {
    readonly id: string;
    readonly version: string;
    readonly title: string;
    readonly publishedOn: string;
  };
  readonly parts: readonly { readonly kind: string; readonly hash: string }[];
  readonly facilitators: number;
  readonly rows: ReadonlyMap<Rows['table'], Rows>;
  /** ISO: the day it is dated, at the venue. */
  readonly day: string;
  readonly t: Words;
}

const stages = ['design', 'delivery', 'completion', 'evaluation', 'record'] as const;
type Stage = (typeof stages)[number];

/** What is claimed of a workshop, stage by stage. Figures are those that may be told to anybody. */
export function claimsOf(given: DossierParts): Readonly<Record<Stage, readonly Claim[]>> {
  const { workshop, figures, publication, parts, facilitators, t } = given;
  const say = sayingFor(t, 'outside');
  const claim = (id: string, value: string, rests: string): Claim => ({
    id,
    words: t(`dossier.claim.${id}`),
    value,
    rests,
  });
  const rows = (...tables: readonly Rows['table'][]) =>
    tables.map((table) => rowsInWords(given.rows.get(table), table, t)).join('; ');
  const told = (count: number) => say.bounded(bounded(count, figures.people));
  const attended = toldOf(figures).presence;
  const share = 'count' in attended ? say.share(attended.count / attended.of) : say.hidden;
  const estimate = (cells: readonly string[]) => {
    const [n = '', value = '', low = '', high = ''] = cells;
    return value === say.hidden || value === say.none ? value : t('dossier.estimate', { n, value, low, high });
  };
  const partWords = t('dossier.publication', { id: publication.id });
  return {
    design: [
      claim('curriculum', `${publication.title} ${publication.version}`, partWords),
      claim('published', publication.publishedOn, partWords),
      ...parts.map(({ kind, hash }) => ({
        id: `part-${kind.replace(':', '-')}`,
        words: t('dossier.claim.part', { part: kind }),
        value: hash.slice(0, 16),
        rests: t('dossier.part', { hash }),
      })),
      claim('overlay', workshop.overlay ?? say.none, t('dossier.workshopRow', { id: workshop.id })),
      claim('tailoring', workshop.tailoring ?? say.none, t('dossier.workshopRow', { id: workshop.id })),
    ],
    delivery: [
      claim('dates', daysInWords(workshop, t.locale), t('dossier.workshopRow', { id: workshop.id })),
      claim('venue', `${workshop.venue} (${workshop.timeZone})`, t('dossier.workshopRow', { id: workshop.id })),
      claim('facilitators', say.count(facilitators), rows('enrolments')),
      claim('participants', told(figures.people), rows('enrolments')),
      claim(
        'attendance',
        attended.kind === 'at least' ? t('reports.atLeast', { count: share }) : share,
        rows('attendance'),
      ),
    ],
    completion: [
      claim(
        'rule',
        t('dossier.ruleValue', { needed: halfDaysNeeded(figures.halfDays.length), halfDays: figures.halfDays.length }),
        t('dossier.ruleRests'),
      ),
      claim('certificates', told(figures.certificates), rows('certificates', 'attendance', 'runs', 'attempts')),
    ],
    evaluation: [
      claim('sentPre', told(figures.sent.pre), rows('attempts')),
      claim('sentPost', told(figures.sent.post), rows('attempts')),
      claim('gain', estimate(say.shareCells(gainOf(figures.pairs))), rows('attempts')),
      claim('alpha', estimate(say.plainCells(figures.alpha.post, figures.sent.post)), rows('attempts')),
    ],
    record: [claim('audit', given.rows.get('audit_events')?.digest.slice(0, 16) ?? say.none, rows('audit_events'))],
  };
}

function rowsInWords(rows: Rows | undefined, table: string, t: Words): string {
  if (!rows?.last) return t('dossier.noRows', { table });
  return t('dossier.rows', { table, digest: rows.digest, last: rows.last });
}

/** The dossier as a report: one table for each stage, a line for each claim. */
export function dossierReport(parts: DossierParts): Report {
  const { workshop, t, day } = parts;
  const claims = claimsOf(parts);
  return {
    title: t('dossier.title', { workshop: workshop.title }),
    notice: t('dossier.notice'),
    facts: [
      { label: t('papers.workshop'), value: workshop.title },
      { label: t('papers.dates'), value: daysInWords(workshop, t.locale) },
      { label: t('dossier.dated'), value: day },
    ],
    sections: stages.map((stage) => ({
      id: stage,
      title: t(`dossier.stage.${stage}`),
      notes: [t(`dossier.note.${stage}`)],
      tables: [
        {
          caption: t(`dossier.stage.${stage}`),
          head: ['claim', 'value', 'rests'].map((key) => t(`reports.column.${key}`)),
          rows: claims[stage].map(({ words, value, rests }) => [words, value, rests]),
          words: true as const,
        },
      ],
    })),
  };
}

/** The same claims for a program, with the rows they rest on in full. */
export function dossierJson(parts: DossierParts): object {
  const { workshop, publication, day } = parts;
  return {
    form: 1,
    dated: day,
    workshop: { id: workshop.id, origin: workshop.origin, title: workshop.title },
    publication: { id: publication.id, version: publication.version, parts: parts.parts },
    rows: [...parts.rows.values()],
    claims: claimsOf(parts),
  };
}
