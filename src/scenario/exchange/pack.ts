import { bookWords } from '../../curriculum';
import type { Block, BoxBlock, Fact as PrintedFact, Paper, Piece, Section } from '../../print';
import type { Content, Inline } from '../../prose';
import type { Words } from '../../words';
import type { Case, Id } from '../case';
import { durationOf } from './events-times';

export interface PackOrder {
  readonly t: Words;
  readonly paper: Paper;
  /** The day that the paper is dated, ISO. */
  readonly day: string;
}

/**
 * A case for the facilitator, on paper: its people and phases, every fact with who begins with it, every inject with what
 * to expect, every ending. It gives everything away: it is never for a table.
 */
export function facilitatorPack(case_: Case, order: PackOrder): Piece {
  const { t } = order;
  return {
    kind: 'piece',
    title: `${t('pack.title')}: ${case_.title}`,
    author: t('product.programme'),
    language: t.language,
    direction: t.direction,
    paper: order.paper,
    day: order.day,
    running: case_.title,
    edition: t('pack.title'),
    publication: t('live.pack.version', { hash: case_.contentHash.slice(0, 8) }),
    date: order.day,
    heading: case_.title,
    facts: [
      fact(t('pack.kind'), t('pack.title')),
      fact(t('pack.roles'), case_.roles.map(({ name }) => name).join('; ')),
      fact(t('pack.starts'), case_.startsAt.replace('T', ', ')),
    ],
    blocks: [
      box('secret', 'care', t('pack.secret'), [{ type: 'paragraph', children: words(t('pack.secretNote')) }]),
      prose('introduction', case_.introduction),
      box('content-note', 'care', t('case.contentNote'), case_.contentNote),
    ],
    sections: sectionsOf(case_, t).filter(({ blocks }) => blocks.length > 0),
    words: bookWords(t),
  };
}

function sectionsOf(case_: Case, t: Words): Section[] {
  return [
    section(
      'phases',
      t('pack.phases'),
      case_.phases.map((phase) => phaseBox(case_, phase, t)),
    ),
    section(
      'roles',
      t('pack.roles'),
      case_.roles.map(({ id, name, agency, country, briefing }) => ({
        ...box(`role-${id}`, 'task', name, briefing),
        facts: [fact(t('live.pack.agency'), agency), fact(t('live.pack.country'), country)],
      })),
    ),
    section('facts', t('pack.facts'), case_.facts.length > 0 ? [prose('fact-table', [factTable(case_, t)])] : []),
    section(
      'injects',
      t('pack.injects'),
      case_.injects.map((inject) => injectBox(case_, inject, t)),
    ),
    section(
      'endings',
      t('pack.endings'),
      case_.endings.map(({ id, title, quality, text }) => ({
        ...box(`ending-${id}`, 'quiet', t(`pack.quality.${quality}`), text),
        title: words(title),
      })),
    ),
  ];
}

function phaseBox(case_: Case, { id, title, lasts, rounds, waits, text }: Case['phases'][number], t: Words): BoxBlock {
  const waiting = waits.length > 0 ? [fact(t('pack.waits'), nameRoles(case_, waits))] : [];
  return {
    ...box(`phase-${id}`, 'quiet', title, text),
    facts: [
      fact(t('pack.lasts'), durationOf(lasts * case_.tickMinutes)),
      fact(t('pack.rounds'), String(rounds)),
      ...waiting,
    ],
  };
}

function factTable(case_: Case, t: Words): Content {
  const handling = (id: Id | null): string => case_.handling.find((each) => each.id === id)?.name ?? '';
  const head = ['fact', 'starts', 'grade', 'handling'].map((column) => words(t(`pack.column.${column}`)));
  const rows = case_.facts.map((each) => [
    words(each.text),
    words(nameRoles(case_, holdersOf(case_, each))),
    words(each.grade ?? ''),
    words(handling(each.handling)),
  ]);
  return { type: 'table', align: ['start', 'start', 'start', 'start'], head, rows };
}

/** Roles that begin with a fact, or with a document that carries it. */
function holdersOf(case_: Case, { id, starts }: Case['facts'][number]): Id[] {
  const papers = case_.documents.filter(({ carries }) => carries.some(({ fact: carried }) => carried === id));
  return [...new Set([...starts.map(({ role }) => role), ...papers.flatMap((paper) => paper.starts)])];
}

function injectBox(case_: Case, inject: Case['injects'][number], t: Words): BoxBlock {
  const phases = inject.mayFire.map((id) => case_.phases.find((phase) => phase.id === id)?.title ?? id).join('; ');
  const ticks = inject.firesAt ?? inject.alone;
  const said = (label: string, value: string | null): PrintedFact[] =>
    value === null || value === '' ? [] : [fact(label, value)];
  return {
    ...box(`inject-${inject.id}`, 'note', t('pack.inject'), inject.text),
    title: words(inject.title),
    facts: [
      ...said(t('pack.for'), nameRoles(case_, inject.for)),
      ...said(t('pack.mayFire'), phases),
      ...said(t('pack.at'), ticks === null ? null : durationOf(ticks * case_.tickMinutes)),
      ...said(t('pack.expects'), inject.expects),
      ...said(t('pack.ifStuck'), inject.ifStuck),
    ],
  };
}

function nameRoles(case_: Case, ids: readonly Id[]): string {
  return ids.map((id) => case_.roles.find((role) => role.id === id)?.name ?? id).join('; ');
}

function section(id: string, title: string, blocks: readonly Block[]): Section {
  return { id, level: 2, title: words(title), exercise: true, blocks, sections: [] };
}

function box(id: string, tone: BoxBlock['tone'], word: string, content: readonly Content[]): BoxBlock {
  return { type: 'box', id, tone, word, exercise: true, children: [{ type: 'prose', content }] };
}

function prose(id: string, content: readonly Content[]): Block {
  return { type: 'prose', id, content };
}

function fact(label: string, value: string): PrintedFact {
  return { label, value: words(value) };
}

function words(text: string): Inline[] {
  return [{ type: 'text', text }];
}
