import type { Request, Response } from 'express';
import { z } from 'zod';
import { signedIn, staffOnly } from '../accounts';
import { hasAlumniRecord } from '../certificates';
import { Conflict, Forbidden, NotFound } from '../errors';
import { formOf } from '../web/form';
import { type Route, get, post } from '../web/route';
import { dayInWords } from '../workshops';
import { type NetworkDeps, idIn, isStaff, officeDay, trailTo, wordsOf } from './asked';
import { type Entered, day, guarded, line, nothing, text } from './fields';
import * as groups from './group-queries';
import { groupPage, groupsPage } from './pages';
import { alumnaOnly, alumnaOrStaff } from './permissions';

const groupForm = guarded(
  formOf(
    z.object({
      topic: line('alumni.topicMissing'),
      purpose: text('alumni.textMissing'),
      focalPoint: line('alumni.groupFocalMissing'),
      endsOn: day,
    }),
  ),
  ['topic', 'purpose'],
);
const noteForm = guarded(formOf(z.object({ body: text('alumni.textMissing') })), ['body']);

/** Groups of one topic: opened by staff until a day; alumni join, leave and write. */
export function groupRoutes({ db, clock, origin }: NetworkDeps): Route[] {
  const groupOf = async (req: Request) => {
    const group = await groups.findGroup(db, signedIn(req), idIn(req, 'group'));
    if (!group) throw new NotFound();
    return group;
  };
  const openGroupOf = async (req: Request) => {
    const group = await groupOf(req);
    if (groups.isOver(group, officeDay(clock()))) throw new Conflict('alumni.groupOver');
    return group;
  };
  const showAll = async (req: Request, res: Response, entered: Entered) => {
    const t = wordsOf(res);
    const all = (await groups.listGroups(db, signedIn(req))).map((group) => ({
      ...group,
      until: dayInWords(group.endsOn, t.locale, 'long'),
      over: groups.isOver(group, officeDay(clock())),
    }));
    const page = { title: t('alumni.groupsTitle'), trail: trailTo(t), groups: all, staff: isStaff(req) };
    groupsPage(res, { ...nothing, ...entered, ...page }, entered.errors ? 422 : 200);
  };
  const show = async (req: Request, res: Response, entered: Entered) => {
    const t = wordsOf(res);
    const group = await groupOf(req);
    const staff = isStaff(req);
    const notes = group.isMember || staff ? await groups.listGroupNotes(db, group) : [];
    const page = {
      title: group.topic,
      trail: trailTo(t, { href: '/alumni/groups', words: t('alumni.groupsTitle') }),
      group,
      until: dayInWords(group.endsOn, t.locale, 'long'),
      over: groups.isOver(group, officeDay(clock())),
      notes: notes.map((note) => ({
        ...note,
        on: dayInWords(officeDay(note.writtenAt), t.locale, 'long'),
        mayRemove: staff || note.personId === signedIn(req).id,
      })),
      mayJoin: await hasAlumniRecord(db, signedIn(req)),
      staff,
    };
    groupPage(res, { ...nothing, ...entered, ...page }, entered.errors ? 422 : 200);
  };

  return [
    get('/alumni/groups', alumnaOrStaff, (req, res) => showAll(req, res, {})),

    post('/alumni/groups', staffOnly, async (req, res) => {
      const form = groupForm(req.body);
      if (!form.ok) return showAll(req, res, form);
      const id = await db.transaction((trx) => groups.openGroup(trx, origin, clock(), signedIn(req), form.value));
      res.redirect(303, `/alumni/groups/${id}`);
    }),

    get('/alumni/groups/:group', alumnaOrStaff, (req, res) => show(req, res, {})),

    post('/alumni/groups/:group/members', alumnaOnly, async (req, res) => {
      const leaves = (req.body as { then?: unknown }).then === 'leave';
      const group = leaves ? await groupOf(req) : await openGroupOf(req);
      if (leaves) await groups.leaveGroup(db, clock(), signedIn(req), group);
      else await groups.joinGroup(db, origin, clock(), signedIn(req), group);
      res.redirect(303, `/alumni/groups/${group.id}`);
    }),

    post('/alumni/groups/:group/notes', alumnaOnly, async (req, res) => {
      const group = await openGroupOf(req);
      if (!group.isMember) throw new Forbidden('alumni.groupJoinFirst');
      const form = noteForm(req.body);
      if (!form.ok) return show(req, res, form);
      await groups.writeGroupNote(db, origin, clock(), signedIn(req), group, form.value.body);
      res.redirect(303, `/alumni/groups/${group.id}`);
    }),

    post('/alumni/groups/:group/notes/:note/removals', alumnaOrStaff, async (req, res) => {
      const group = await groupOf(req);
      const id = idIn(req, 'note');
      const removed = await db.transaction((trx) =>
        groups.removeGroupNote(trx, origin, clock(), signedIn(req), group, id, isStaff(req)),
      );
      if (!removed) throw new NotFound();
      res.redirect(303, `/alumni/groups/${group.id}`);
    }),

    post('/alumni/groups/:group/endings', staffOnly, async (req, res) => {
      const group = await groupOf(req);
      await db.transaction((trx) => groups.closeGroup(trx, origin, clock(), signedIn(req), group.id));
      res.redirect(303, `/alumni/groups/${group.id}`);
    }),
  ];
}
