import type { Request, Response } from 'express';
import { signedIn } from '../accounts';
import { record } from '../audit';
import { atVenue, dayAtVenue } from '../clock';
import { type BlockAtHand, readNote, undrawable } from '../curriculum';
import { Conflict, NotFound } from '../errors';
import type { Frame } from '../web/page';
import { type Route, get, post } from '../web/route';
import { type Workshop, listEnrolled, workshopFacilitator, workshopOf } from '../workshops';
import { noteForm } from './forms';
import type { TailoringDeps } from './modules-routes';
import { type Readers, isDue, readersOf } from './note';
import { type NoteLine, localNotePage, localNotesPage } from './pages';
import { listLocalNotes, writeNote } from './queries';
import { type Judged, type Standing, changesOn, judgeNotes, nameOfBlock, standingOf } from './standing';

interface Refused {
  readonly readers: Readers;
  readonly body: string;
  readonly errors: Readonly<Record<string, string>>;
  readonly faults: readonly string[];
}

/** Local notes on the blocks of a workshop's books: for those who facilitate it. */
export function localNoteRoutes({ db, clock, origin }: TailoringDeps): Route[] {
  const pathOf = (workshop: Workshop) => `/workshops/${workshop.id}/local-notes`;
  const wordsOf = (res: Response) => (res.locals['frame'] as Frame).t;

  const lineOf = (
    workshop: Workshop,
    judged: Judged,
    names: ReadonlyMap<string, string>,
    res: Response,
    language: string,
  ): NoteLine => {
    const t = wordsOf(res);
    const { note, now, state } = judged;
    const date = atVenue(note.writtenAt, workshop.timeZone, t.locale, { dateStyle: 'long', timeStyle: 'short' });
    const book = note.readers === 'guide' ? 'guide' : 'handbook';
    return {
      href: `${pathOf(workshop)}/${note.block}`,
      seen: now && state !== 'out' ? `/workshops/${workshop.id}/${book}/${now.page}#${note.block}` : undefined,
      name: now ? nameOfBlock(now, t) : note.block,
      readers: note.readers,
      state,
      body: note.body,
      written: t('tailoring.written', { name: names.get(note.writtenBy ?? '') ?? t('tailoring.somebody'), date }),
      changes: changesOn(judged, language),
    };
  };

  const showNote = async (req: Request, res: Response, standing: Standing, block: string, refused?: Refused) => {
    const workshop = workshopOf(req);
    const t = wordsOf(res);
    const { language } = standing.handbook;
    const judged = (await judgeNotes(db, workshop, standing)).filter(({ note }) => note.block === block);
    const now = standing.blocks.get(block);
    if (!now && judged.length === 0) throw new NotFound();
    const allowed = now ? readersOf(now.block.audience) : judged.map(({ note }) => note.readers);
    const shownReaders = [...new Set([...allowed, ...judged.map(({ note }) => note.readers)])];
    localNotePage(
      res,
      {
        title: t('tailoring.noteTitle'),
        workshop,
        language,
        action: `${pathOf(workshop)}/${block}`,
        back: now ? `${pathOf(workshop)}?module=${now.page}` : pathOf(workshop),
        name: now ? nameOfBlock(now, t) : block,
        words: now?.words ?? '',
        readers: allowed,
        forms: shownReaders.map((readers) => {
          const own = judged.find(({ note }) => note.readers === readers);
          const body = refused?.readers === readers ? refused.body : (own?.note.body ?? '');
          return {
            readers,
            body,
            kept: own !== undefined,
            state: own?.state,
            changes: own ? changesOn(own, language) : [],
          };
        }),
        faults: refused?.faults ?? [],
        refused: refused?.readers,
        errors: refused?.errors ?? {},
        typed: {},
        trail: [
          { href: `/workshops/${workshop.id}`, words: workshop.title },
          { href: pathOf(workshop), words: t('tailoring.notes') },
        ],
      },
      refused ? 422 : 200,
    );
  };

  const faultsOf = async (res: Response, standing: Standing, text: string, readers: Readers): Promise<string[]> => {
    const t = wordsOf(res);
    const read = readNote(text, readers === 'guide' ? standing.guide : standing.handbook);
    if (!read.ok) return [...read.lines, ...read.targets.map((id) => t('tailoring.leadsNowhere', { id }))];
    const missing = await undrawable(read.body, standing.handbook, t, dayAtVenue(clock(), 'UTC'));
    return missing.length > 0 ? [t('papers.unprintable', { characters: missing.join(' ') })] : [];
  };

  return [
    get('/workshops/:workshop/local-notes', workshopFacilitator, async (req, res) => {
      const workshop = workshopOf(req);
      const t = wordsOf(res);
      const standing = await standingOf(db, workshop);
      const { language, modules } = standing.handbook;
      const judged = await judgeNotes(db, workshop, standing);
      const names = new Map((await listEnrolled(db, workshop)).map((each) => [each.personId, each.displayName]));
      const lines = judged.map((each) => lineOf(workshop, each, names, res, language));
      const pages = [
        { id: 'preface', name: t('book.preface') },
        ...modules.map((each) => ({
          id: each.id,
          name: t('book.moduleName', { number: each.number, title: each.title }),
        })),
      ];
      const chosen = pages.find(({ id }) => id === req.query['module']);
      localNotesPage(res, {
        title: t('tailoring.notes'),
        workshop,
        language,
        notes: [...lines].sort((a, b) => Number(isDue(b.state)) - Number(isDue(a.state))),
        due: lines.filter(({ state }) => isDue(state)).length,
        modules: pages,
        chosen: chosen && {
          ...chosen,
          blocks: [...standing.blocks.values()]
            .filter(({ page }) => page === chosen.id)
            .map((each) => ({
              href: `${pathOf(workshop)}/${each.id}`,
              name: [t(`book.kind.${each.block.kind}`), each.block.number, each.block.title].filter(Boolean).join(' '),
              start: startOf(each),
              guideOnly: each.block.audience === 'guide',
              notes: judged.filter(({ note }) => note.block === each.id).length,
            })),
        },
        trail: [{ href: `/workshops/${workshop.id}`, words: workshop.title }],
      });
    }),

    get('/workshops/:workshop/local-notes/:block', workshopFacilitator, async (req, res) => {
      await showNote(req, res, await standingOf(db, workshopOf(req)), String(req.params['block']));
    }),

    post('/workshops/:workshop/local-notes/:block', workshopFacilitator, async (req, res) => {
      const workshop = workshopOf(req);
      const block = String(req.params['block']);
      const standing = await standingOf(db, workshop);
      const now = standing.blocks.get(block);
      const form = noteForm(req.body);
      if (!form.ok) {
        const readers = form.typed['readers'] === 'both' ? 'both' : 'guide';
        return showNote(req, res, standing, block, {
          readers,
          body: form.typed['body'] ?? '',
          errors: form.errors,
          faults: [],
        });
      }
      const { then, readers } = form.value;
      const kept = (await listLocalNotes(db, workshop)).find(
        (note) => note.block === block && note.readers === readers,
      );
      const body = then === 'remove' ? '' : then === 'keep' ? (kept?.body ?? '') : form.value.body;
      if (body !== '' && (!now || !readersOf(now.block.audience).includes(readers)))
        throw new Conflict('tailoring.notHere');
      const faults = body === '' ? [] : await faultsOf(res, standing, body, readers);
      if (faults.length > 0) {
        return showNote(req, res, standing, block, {
          readers,
          body,
          errors: { body: 'tailoring.noteRefused' },
          faults,
        });
      }
      const person = signedIn(req);
      const written = { block, readers, body, against: now?.stamp ?? '', againstWords: now?.words ?? '' };
      await db.transaction(async (trx) => {
        await writeNote(trx, clock(), person, workshop, written);
        const deed = { workshopId: workshop.id, actorId: person.id, subject: block };
        const action = body === '' ? 'local note taken away' : 'local note written';
        await record(trx, origin, clock(), { ...deed, action, after: { readers, body } });
      });
      res.redirect(303, `${pathOf(workshop)}${now ? `?module=${now.page}` : ''}`);
    }),
  ];
}

const longestStart = 110;

function startOf({ words, block }: BlockAtHand): string {
  const own = words
    .slice(block.title === undefined ? 0 : block.title.length)
    .trim()
    .replace(/\s+/g, ' ');
  return own.length > longestStart
    ? `${own.slice(0, own.lastIndexOf(' ', longestStart) + 1 || longestStart).trim()} …`
    : own;
}
