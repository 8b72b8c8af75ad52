import { fewestPeople } from './suppression';
import { noSums } from '../assessment';
import { type CompiledEdition, findPublication, getPart, listParts } from '../curriculum';
import { dayAtVenue } from '../clock';
import type { Db } from '../db/db';
import { listAnswers, resultsOf } from '../followup';
import type { Words } from '../words';
import { type Workshop, listEnrolled, textOf } from '../workshops';
import type { DossierParts } from './dossier';
import { listRows } from './dossier-queries';
import { type ItemFigures, figuresOf } from './figures';
import { readRaw } from './queries';
import type { Report } from './report';
import type { Sight } from './saying';
import { pooledWith } from './sums';
import { readPooled, versionOf } from './sums-queries';
import { workshopReport } from './workshop-report';

export interface Composing {
  readonly db: Db;
  readonly workshop: Workshop;
  readonly t: Words;
}

/** Reads a workshop's rows and writes its report for one kind of reader. */
export async function composeReport({ db, workshop, t }: Composing, sight: Sight): Promise<Report> {
  const figures = figuresOf(await readRaw(db, workshop));
  const { pooled, given } = await readPooled(
    db,
    workshop,
    figures.items.map(({ item }) => item),
  );
  const handbook = await getPart<CompiledEdition>(db, textOf(workshop), 'handbook');
  const objectives = new Map(
    handbook.modules.flatMap((module) =>
      module.objectives.map(({ id, text }, at) => [id, { number: `${module.number}.${at + 1}`, text }] as const),
    ),
  );
  const publication = await findPublication(db, workshop.publicationId);
  return workshopReport({
    workshop,
    figures,
    after: { evaluation: resultsOf(await listAnswers(db, workshop)) },
    sight,
    t,
    objectiveOf: (id) => objectives.get(id) ?? { number: '', text: id },
    publication: `${publication?.version ?? ''} (${workshop.publicationId.slice(0, 12)})`.trim(),
    pooledOf: ({ item, sums }: ItemFigures) => {
      const all = pooled.get(versionOf(item));
      // Outside, what fewer than five answered here must not be seen as what the sum has more than elsewhere.
      if (sight === 'outside' && sums.n < fewestPeople) return all ?? { workshops: 0, sums: noSums };
      return pooledWith(all, given.get(versionOf(item)), sums);
    },
  });
}

/** Reads everything that a workshop's dossier claims and what it rests on. */
export async function composeDossier({ db, workshop, t }: Composing, now: Date): Promise<DossierParts> {
  const [raw, publication, parts, facilitators, rows] = await Promise.all([
    readRaw(db, workshop),
    findPublication(db, workshop.publicationId),
    listParts(db, workshop.publicationId),
    listEnrolled(db, workshop, 'facilitator'),
    listRows(db, workshop),
  ]);
  return {
    workshop,
    figures: figuresOf(raw),
    publication: {
      id: workshop.publicationId,
      version: publication?.version ?? '',
      title: publication?.title ?? '',
      publishedOn: publication ? dayAtVenue(publication.publishedAt, 'UTC') : '',
    },
    parts: parts.filter(({ kind }) => !kind.includes('overlay:') && !/^(handbook|guide|agenda|glossary):/.test(kind)),
    facilitators: facilitators.length,
    rows,
    day: dayAtVenue(now, workshop.timeZone),
    t,
  };
}
