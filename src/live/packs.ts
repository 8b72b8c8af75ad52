import { bookWords } from '../curriculum';
import type { Block, BoxBlock, Fact, Paper, Piece } from '../print';
import type { Content, Inline } from '../prose';
import { type Case, start, view } from '../scenario';
import type { Words } from '../words';

/** How the papers of a case are made: in which words, on which paper, dated which day (ISO), of which publication. */
export interface PackOrder {
  readonly t: Words;
  readonly paper: Paper;
  readonly day: string;
  readonly publication: string;
}

/**
 * One role's pack for a room without phones: its task, what it knows at the start with grade and handling, what it holds
 * (its law among it), its channels and contacts. It holds what the role's own desk shows at the start, and nothing else.
 */
export function rolePack(exercise: Case, role: string, order: PackOrder): Piece {
  const { t } = order;
  const seen = view(exercise, start(exercise, 'pack'), role);
  const facts = seen.knows.map((fact) => [
    words(fact.text),
    words(fact.level),
    words(fact.grade === null ? t('run.notGraded') : t('run.grade', { grade: fact.grade })),
    words(fact.handling?.name ?? ''),
  ]);
  const head = ['fact', 'level', 'grade', 'handling'].map((column) => words(t(`live.pack.column.${column}`)));
  return {
    kind: 'piece',
    ...imprint(exercise, seen.role.name, order),
    heading: seen.role.name,
    facts: [fact(t('live.pack.agency'), seen.role.agency), fact(t('live.pack.country'), seen.role.country)],
    blocks: [
      prose('note', [heading(t('case.contentNote')), ...exercise.contentNote]),
      prose('introduction', [heading(exercise.title), ...exercise.introduction]),
      box('task', t('live.pack.seat'), 'task', [...seen.briefing, list(seen.powers)], seen.role.name),
    ],
    sections: [
      section('know', t('live.pack.know'), [
        prose(
          'facts',
          facts.length > 0
            ? [{ type: 'table', align: ['start', 'start', 'start', 'start'], head, rows: facts }]
            : [{ type: 'paragraph', children: words(t('run.nothingHeld')) }],
        ),
      ]),
      section(
        'holds',
        t('live.pack.holds'),
        seen.holds.map(({ id, title, body }) => box(id, t('live.pack.document'), 'source', body, title)),
      ),
      section('contacts', t('live.pack.contacts'), [prose('channels', contacts(exercise, role, t))]),
    ],
  };
}

/** Blank forms to write on: a request, a reply and a refusal, each on a sheet of its own. */
export function blankForms(exercise: Case, order: PackOrder): Piece {
  const { t } = order;
  const sheet = (kind: 'request' | 'reply' | 'refuse', fields: readonly (readonly [string, number])[]): BoxBlock =>
    box(
      kind,
      t(`run.kind.${kind}`),
      'form',
      fields.map(([key, lines]) => ({ type: 'field', label: t(key), lines })),
      exercise.title,
    );
  return {
    kind: 'piece',
    ...imprint(exercise, t('live.pack.forms'), order),
    blocks: [
      sheet('request', [
        ['live.form.from', 1],
        ['live.form.to', 1],
        ['live.form.time', 1],
        ['run.field.channel', 1],
        ['live.form.asks', 4],
        ['live.form.gives', 3],
        ['live.form.purpose', 2],
        ['live.form.handling', 2],
        ['live.form.reason', 4],
      ]),
      sheet('reply', [
        ['live.form.from', 1],
        ['live.form.to', 1],
        ['live.form.answers', 1],
        ['live.form.time', 1],
        ['live.form.gives', 5],
        ['live.form.grade', 2],
        ['live.form.handling', 2],
        ['live.form.notGiven', 3],
      ]),
      sheet('refuse', [
        ['live.form.from', 1],
        ['live.form.to', 1],
        ['live.form.answers', 1],
        ['live.form.time', 1],
        ['live.form.why', 4],
        ['live.form.instead', 4],
      ]),
    ],
    sections: [],
    apart: true,
  };
}

function contacts(exercise: Case, role: string, t: Words): Content[] {
  const nameOf = (id: string) => exercise.roles.find((each) => each.id === id)?.name ?? id;
  const others = exercise.roles.filter(({ id }) => id !== role);
  const rows = exercise.channels.flatMap(({ name, latency, recorded, between }) => {
    const pairs = between.filter((pair) => pair.includes(role));
    if (between.length > 0 && pairs.length === 0) return [];
    const reached = between.length === 0 ? others.map(({ id }) => id) : pairs.flat().filter((id) => id !== role);
    return [
      [
        words(name),
        words([...new Set(reached)].map(nameOf).join(', ')),
        words(lengthOf(latency * exercise.tickMinutes, t)),
        words(t(`live.pack.recorded.${recorded}`)),
      ],
    ];
  });
  const head = ['channel', 'reaches', 'takes', 'recorded'].map((column) => words(t(`live.pack.column.${column}`)));
  return [{ type: 'table', align: ['start', 'start', 'start', 'start'], head, rows }];
}

function lengthOf(minutes: number, t: Words): string {
  if (minutes === 0) return t('live.pack.atOnce');
  return minutes % 1440 === 0 ? t('run.days', { count: minutes / 1440 }) : t('run.hours', { count: minutes / 60 });
}

function imprint(exercise: Case, name: string, { t, paper, day, publication }: PackOrder) {
  return {
    title: `${name}: ${exercise.title}`,
    author: t('product.programme'),
    language: t.language,
    direction: t.direction,
    paper,
    day,
    running: exercise.title,
    edition: t('page.exercise'),
    publication: t('live.pack.version', { hash: publication.slice(0, 8) }),
    date: day,
    words: bookWords(t),
  } as const;
}

function section(id: string, title: string, blocks: readonly Block[]) {
  return { id, level: 2 as const, title: words(title), exercise: true, blocks, sections: [] };
}

function box(id: string, word: string, tone: BoxBlock['tone'], content: readonly Content[], title: string): BoxBlock {
  return {
    type: 'box',
    id: `box-${id}`,
    tone,
    word,
    title: words(title),
    exercise: true,
    children: [{ type: 'prose', content }],
  };
}

function prose(id: string, content: readonly Content[]): Block {
  return { type: 'prose', id: `prose-${id}`, content };
}

function heading(text: string): Content {
  return { type: 'heading', level: 1, id: '', children: words(text) };
}

function list(items: readonly string[]): Content {
  return {
    type: 'list',
    ordered: false,
    start: 1,
    items: items.map((item) => [{ type: 'paragraph', children: words(item) }]),
  };
}

function fact(label: string, value: string): Fact {
  return { label, value: words(value) };
}

function words(text: string): Inline[] {
  return [{ type: 'text', text }];
}
