import type { Words } from '../words';
import type { Case, Id } from './case';
import { lookup } from './lookup';
import type { Stays } from './migration';
import { momentOf } from './moment';
import { storyTime } from './story-time';

/**
 * Why a run stays with its version, in one sentence for somebody who may see the whole case: what, whose, and when in the
 * story. `seat` instead, for somebody who plays alone: of what the other desks did or hold, nothing is said.
 */
export function sayStays(stays: Stays, before: Case, t: Words, seat?: Id): string {
  const { tick, role, because } = stays;
  if (seat !== undefined && (role !== seat || because === 'differs')) return t('version.stays.elsewhere');
  const said = { time: storyTime(momentOf(before, tick).at, t.locale), who: seatOf(before, role ?? '') };
  switch (because) {
    case 'other-case':
      return t('version.stays.otherCase');
    case 'broken':
      return t('version.stays.broken', said);
    case 'gone':
      return t(`version.stays.gone.${stays.kind}`, { ...said, what: nameOf(before, stays.id), id: stays.id });
    case 'differs':
      return t('version.stays.differs', { ...said, what: partOf(stays.path, before, t) });
    case 'refused':
      return refused(stays, before, said, t);
  }
}

function refused(
  { input }: Stays,
  before: Case,
  said: { readonly time: string; readonly who: string },
  t: Words,
): string {
  if (input?.type === 'decide') {
    const form = input.form && Object.keys(input.form).length > 0;
    const what = nameOf(before, input.choice);
    return t(form ? 'version.stays.refused.form' : 'version.stays.refused.choice', { ...said, what, id: input.choice });
  }
  if (input?.type === 'fire-inject')
    return t('version.stays.refused.event', { ...said, what: nameOf(before, input.inject), id: input.inject });
  return t('version.stays.refused.barrier', said);
}

/** The part of a state that would stand otherwise: "what the police knows of the van". */
function partOf([top = '', first = '', second = '', third = '']: readonly string[], before: Case, t: Words): string {
  const ofWorld = first === 'know' || first === 'hold' ? [first, second, third] : [first, '', second];
  const [part = '', who = '', what = ''] =
    top === 'world' ? ofWorld : top === 'desks' ? [second, first, third] : [top, '', ''];
  const key = `version.part.${part}`;
  return t.has(key) ? t(key, { who: seatOf(before, who), what: nameOf(before, what) }) : t('version.part.other');
}

function seatOf(case_: Case, role: Id): string {
  return case_.roles.find(({ id }) => id === role)?.name ?? role;
}

/** What a thing of the case is called; of what has no name, its id. */
export function nameOf(case_: Case, id: Id): string {
  const { choices, facts, scenes, documents, channels } = lookup(case_);
  const named = [...case_.roles, ...case_.flags, ...case_.counters].find((each) => each.id === id)?.name;
  const titled = [...case_.injects, ...case_.endings, ...case_.phases].find((each) => each.id === id)?.title;
  const thing = choices.get(id)?.label ?? scenes.get(id)?.title ?? documents.get(id)?.title;
  return thing ?? named ?? titled ?? facts.get(id)?.text ?? channels.get(id)?.name ?? id;
}
