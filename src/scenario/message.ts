import type { Words } from '../words';
import type { Id } from './case';
import { drawn } from './drawn';
import type { Arrival, KnownFact, RequestView, RoleView } from './role-view';
import type { SlotStatus } from './state';
import { storyTime } from './story-time';

/** A fact as a line of the desk: its sentence and its marks, all in the reader's words. */
export interface FactLine {
  readonly id: Id;
  readonly text: string;
  readonly level: string;
  readonly grade: string | null;
  readonly handling: string | null;
  readonly source: string;
  readonly since: string;
  /** The sentence of the fact that corrects this one. */
  readonly corrected: string | null;
}

/** A message as the form it would be on a desk. `kind` and `status` are ends of keys: `run.kind.…`, `run.status.…`. */
export interface Message {
  readonly id: string;
  readonly kind: 'request' | 'reply' | 'refusal' | 'silence' | 'share' | 'news' | 'document';
  readonly way: 'in' | 'out';
  readonly time: string;
  readonly title: string | null;
  readonly fields: readonly { readonly label: string; readonly values: readonly string[] }[];
  readonly bodyHtml: string;
  readonly facts: readonly FactLine[];
  readonly status: SlotStatus | null;
  /** How the state is drawn. */
  readonly tone: 'waiting' | 'done' | 'act' | 'off';
  /** When an answer is due, or what the state means for the reader. */
  readonly note: string | null;
  /** What the sender wrote in its own words, where that travels with the form; null once it has been removed. */
  readonly texts?: readonly (string | null)[];
}

export function factLine(fact: KnownFact, view: RoleView, t: Words): FactLine {
  const own = fact.from === 'start' || fact.from === 'self';
  const later = view.knows.find(({ id }) => id === fact.supersededBy);
  return {
    id: fact.id,
    text: fact.text,
    level: fact.level,
    grade: fact.grade,
    handling: fact.handling?.name ?? null,
    source: own
      ? t(`run.source.${fact.from}`)
      : fact.fromName
        ? t('run.source.from', { name: fact.fromName })
        : t('run.source.outside'),
    since: storyTime(fact.since.at, t.locale),
    corrected: later?.text ?? null,
  };
}

/** A request that this role sent, or that reached it. */
export function requestMessage(request: RequestView, way: 'in' | 'out', t: Words): Message {
  const time = (at: { readonly at: string }) => storyTime(at.at, t.locale);
  const fields = [
    way === 'in'
      ? { label: t('run.field.from'), values: [request.from.name] }
      : { label: t('run.field.to'), values: [request.to.name] },
    { label: t('run.field.channel'), values: request.channel ? [request.channel.name] : [] },
    { label: t('run.field.asks'), values: request.asks.map(({ question }) => question) },
    ...closedFields(request, t),
  ];
  return {
    id: `${way}-${request.id}`,
    kind: 'request',
    way,
    time: time(way === 'in' ? request.arrivesAt : request.sentAt),
    // The label of a choice is its owner's wording of an intention; the addressee reads the form only.
    title: way === 'out' ? request.label : null,
    fields: fields.filter(({ values }) => values.length > 0),
    bodyHtml: '',
    facts: [],
    status: request.status,
    tone: toneOf(request.status, way),
    note: dueNote(request, way, t),
  };
}

function closedFields(request: RequestView, t: Words): Message['fields'] {
  const names = [...new Set(request.fields.map(({ name }) => name))];
  return names.map((name) => ({
    label: fieldLabel(name, null, t),
    values: request.fields
      .filter((field) => field.name === name)
      .map(({ value, label }) => valueWords(value, label, t)),
  }));
}

function toneOf(status: SlotStatus, way: 'in' | 'out'): Message['tone'] {
  if (status === 'sent') return 'waiting';
  if (status === 'delivered') return way === 'in' ? 'act' : 'waiting';
  return status === 'lapsed' ? 'off' : 'done';
}

function dueNote(request: RequestView, way: 'in' | 'out', t: Words): string | null {
  const time = (at: { readonly at: string }) => storyTime(at.at, t.locale);
  if (request.closedAt) return t('run.closedAt', { time: time(request.closedAt) });
  if (request.status === 'sent') return t('run.arrivesAt', { time: time(request.arrivesAt) });
  if (request.lapsesAt) return t(way === 'in' ? 'run.replyBy' : 'run.dueAt', { time: time(request.lapsesAt) });
  return null;
}

/** What came in at the last barrier, one message for each sender, and one for each event and document. */
export function arrivedMessages(view: RoleView, t: Words): readonly Message[] {
  const of = <Kind extends Arrival['kind']>(kind: Kind) =>
    view.arrived.filter((arrival): arrival is Extract<Arrival, { kind: Kind }> => arrival.kind === kind);
  const time = storyTime(view.clock.at, t.locale);
  const facts = of('fact');
  const lineOf = (id: Id) => view.knows.filter((fact) => fact.id === id).map((fact) => factLine(fact, view, t));
  const nameOf = (id: Id) => view.knows.find(({ from }) => from === id)?.fromName ?? t('run.source.outside');
  const common = {
    way: 'in' as const,
    time,
    bodyHtml: '',
    facts: [],
    status: null,
    tone: 'done' as const,
    note: null,
    title: null,
  };

  const requests = of('request').flatMap(({ id }) => view.received.filter((request) => request.id === id));
  const answers = of('answer').map((answer, index) => {
    const request = view.sent.find(({ id }) => id === answer.id);
    const first = of('answer').findIndex(({ from }) => from === answer.from) === index;
    const fields = [
      { label: t('run.field.from'), values: [request?.to.name ?? nameOf(answer.from)] },
      { label: t('run.field.answers'), values: request ? [request.label] : [] },
    ];
    return {
      ...common,
      id: `answer-${answer.id}`,
      kind: kindOfAnswer(answer.status),
      fields: fields.filter(({ values }) => values.length > 0),
      status: answer.status,
      tone: toneOf(answer.status, 'in'),
      // Two answers from one sender at one barrier: what came with them is shown once, with the first.
      facts: first ? facts.filter(({ from }) => from === answer.from).flatMap(({ id }) => lineOf(id)) : [],
    };
  });
  const told = new Set([...of('answer').map(({ from }) => from), ...of('inject').map(({ id }) => id)]);
  const senders = [...new Set(facts.map(({ from }) => from))].filter((from) => !told.has(from));
  const shares = senders.map((from) => ({
    ...common,
    id: `share-${from}`,
    kind: 'share' as const,
    fields: [{ label: t('run.field.from'), values: [nameOf(from)] }],
    facts: facts.filter((fact) => fact.from === from).flatMap(({ id }) => lineOf(id)),
  }));
  const news = of('inject').map(({ id, title, text }) => ({
    ...common,
    id: `news-${id}`,
    kind: 'news' as const,
    title,
    fields: [],
    bodyHtml: drawn(text),
    facts: facts.filter(({ from }) => from === id).flatMap((fact) => lineOf(fact.id)),
  }));
  const documents = of('document').map(({ id, title }) => ({
    ...common,
    id: `document-${id}`,
    kind: 'document' as const,
    title,
    fields: [],
    bodyHtml: drawn(view.holds.find((held) => held.id === id)?.body ?? []),
  }));
  return [...news, ...answers, ...requests.map((request) => requestMessage(request, 'in', t)), ...shares, ...documents];
}

function kindOfAnswer(status: SlotStatus): Message['kind'] {
  if (status === 'refused') return 'refusal';
  return status === 'lapsed' ? 'silence' : 'reply';
}

/** The name of a form's field: the author's, else the interface's, else the field's own word. */
export function fieldLabel(name: string, label: string | null, t: Words): string {
  if (label !== null) return label;
  if (name.startsWith('grade.')) return t('run.field.grading');
  if (t.has(`run.field.${name}`)) return t(`run.field.${name}`);
  return name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ');
}

/** The words of a field's value: the author's, else the interface's for `yes` and `no`. */
export function valueWords(value: string, label: string | null, t: Words): string {
  if (label !== null && label !== value) return label;
  if (t.has(`run.value.${value}`)) return t(`run.value.${value}`);
  // A value that is no author's words is a name of the case, as `two-days`; a sentence keeps its hyphens.
  return /^[a-z0-9-]+$/.test(value) ? value.replaceAll('-', ' ') : value;
}
