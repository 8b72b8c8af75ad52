import { type Choice, dimensions, type Effect, type FormValues, type Id, type ScoreRule } from '../case';
import { latencyOf } from '../decide';
import { lookup } from '../lookup';
import { agreementKey } from '../sight';
import { agreed, atLeast, type Holds } from './condition';
import { agreementWords, type DeskWords } from './desk-words';
import { soonest } from './pack';
import { slot, statusCode, type Words } from './words';

/** Changes the words of a desk; `now` is the tick at which the choice is done, from the start of the round. */
export type Act = (words: Words, now: number) => void;

/** A fact that is passed on under a handling mark: a breach unless it was agreed. */
export interface Passing {
  /** Whether it is passed on at all: nobody passes on what they do not know. Read when it is sent. */
  readonly sent: Holds;
  readonly agreed: Holds;
  readonly breached: number | undefined;
  readonly dimension: number;
  readonly points: number;
}

const nothing: Act = () => undefined;

/** What an effect of a choice does to the role's own desk. */
export function effectAct(effect: Effect, desk: DeskWords): Act {
  const { layout, role } = desk;
  switch (effect.do) {
    case 'learns':
      return learn(desk, effect.fact, effect.level);
    case 'takes': {
      const held = desk.find(`h ${role} ${effect.document}`);
      const carried = lookup(layout.case_).documents.get(effect.document)?.carries ?? [];
      const acts = carried.map(({ fact, level }) => learn(desk, fact, level));
      return (words, now) => {
        if (held !== undefined) words[held] = 1;
        for (const act of acts) act(words, now);
      };
    }
    case 'tells':
      return tell(desk, effect.to, effect.fact, effect.level, latencyOf(layout.case_, effect.channel));
    case 'hands': {
      const mail = post(desk, effect.to, null, effect.document, 0);
      const latency = latencyOf(layout.case_, effect.channel);
      return mail === null ? nothing : (words, now) => mail(words, now + latency);
    }
    case 'sets':
      return write(desk, desk.find(`f ${effect.flag}`), effect.value);
    case 'adds': {
      const word = desk.find(`c ${effect.counter}`);
      if (word === undefined) return nothing;
      const by = desk.wordOf(desk.added, word);
      return (words) => {
        words[by] = (words[by] ?? 0) + effect.by;
      };
    }
    case 'agrees': {
      const { kind, fact, to, purpose } = effect.record;
      const own = write(desk, desk.find(`a ${agreementKey(effect.record)}`), effect.value);
      if (effect.value || purpose !== null) return own;
      // Without a purpose, a withdrawal takes back what was agreed for any purpose.
      const all = agreementWords(layout, kind, fact, to).flatMap((word) =>
        desk.alive.isRead(word) ? [{ word, act: write(desk, word, false) }] : [],
      );
      return (words, now) => {
        own(words, now);
        for (const { word, act } of all) if ((words[word] ?? 0) > 0) act(words, now);
      };
    }
    default:
      return nothing;
  }
}

/** The facts under a mark that an effect passes on. `purpose` is the one stated in the form. */
export function effectPassings(effect: Effect, purpose: string | null, desk: DeskWords): readonly Passing[] {
  if (effect.do === 'tells') return passing(desk, effect.fact, effect.to, purpose, true);
  if (effect.do !== 'hands') return [];
  const carried = lookup(desk.layout.case_).documents.get(effect.document)?.carries ?? [];
  return carried.flatMap(({ fact }) => passing(desk, fact, effect.to, purpose, false));
}

/** What a filled form sends: a request, a reply, and the facts it gives. */
export function formAct(
  choice: Choice,
  values: FormValues,
  desk: DeskWords,
): { readonly send: Act | null; readonly passings: readonly Passing[]; readonly purpose: string | null } {
  const { layout } = desk;
  const { form } = choice;
  const purpose = one(values['purpose']);
  if (!form) return { send: null, passings: [], purpose };
  const { case_ } = layout;
  const asked = form.request === null ? undefined : layout.find(`s ${form.request}`);
  const to = form.request === null ? one(values['to']) : ownerOf(desk, form.request);
  const fixed = latencyOf(case_, one(values['channel']));
  const latency = (words: Words): number =>
    asked === undefined ? fixed : Math.max(0, (words[asked + slot.latency] ?? 1) - 1);
  const gives = many(values['gives']);
  const options = form.fields.find((field) => field.name === 'gives')?.options ?? [];
  const acts: Act[] = [];
  if (form.kind === 'request' && to !== null) acts.push(request(desk, choice.id, to, fixed, many(values['asks'])));
  if (form.request !== null && asked !== undefined && desk.alive.slot(form.request))
    acts.push(reply(desk, form.request, asked, form.kind === 'refuse', gives));
  for (const fact of to === null ? [] : gives) {
    const level = options.find((option) => option.value === fact)?.level ?? 0;
    acts.push(tell(desk, to ?? '', fact, level, 0));
  }
  const passings = to === null ? [] : gives.flatMap((fact) => passing(desk, fact, to, purpose, true));
  if (acts.length === 0) return { send: null, passings, purpose };
  return {
    purpose,
    passings,
    send: (words, now) => {
      const arrives = now + latency(words);
      for (const act of acts) act(words, arrives);
    },
  };
}

/** A request as it stands in the world from the barrier on; what it says to whom is read by slots only. */
function request(desk: DeskWords, id: Id, to: Id, latency: number, asks: readonly Id[]): Act {
  const { layout } = desk;
  const read = desk.alive.slot(id);
  if (!read) return nothing;
  const { word } = read;
  const receiver = layout.numberOf(to);
  const mask = read.asks ? maskOf(desk, id, asks) : 0;
  return (words, arrives) => {
    words[word] = statusCode.sent;
    words[word + slot.to] = receiver;
    words[word + slot.latency] = latency + 1;
    words[word + slot.asks] = mask;
    words[word + slot.arrives] = arrives;
  };
}

function reply(desk: DeskWords, id: Id, asked: number, refuses: boolean, gives: readonly Id[]): Act {
  const options = optionsOf(desk, id, 'asks');
  const read = desk.alive.slot(id);
  const given = gives.flatMap((fact) => {
    const index = options.indexOf(fact);
    return index < 0 ? [] : [{ bit: 1 << index, known: atLeast(desk.layout.find(`k ${desk.role} ${fact}`), 1) }];
  });
  return (words, arrives) => {
    let left = read?.asks === true ? (words[asked + slot.asks] ?? 0) : 0;
    for (const { bit, known } of given) if (known(words)) left &= ~bit;
    words[asked + slot.reply] = refuses
      ? statusCode.refused
      : left === 0
        ? statusCode.answered
        : statusCode['part-answered'];
    words[asked + slot.replyArrives] = arrives;
  };
}

function learn(desk: DeskWords, fact: Id, level: number): Act {
  const word = desk.find(`k ${desk.role} ${fact}`);
  const told = word === undefined ? 0 : desk.alive.levelOf(word, level);
  if (word === undefined || told === 0) return nothing;
  return (words) => {
    if ((words[word] ?? 0) < told) words[word] = told;
  };
}

/** Level 0 is "as known". */
function tell(desk: DeskWords, to: Id, fact: Id, level: number, latency: number): Act {
  const known = desk.layout.find(`k ${desk.role} ${fact}`);
  if (known === undefined) return nothing;
  if (level > 0) {
    const mail = post(desk, to, fact, null, level);
    if (mail === null) return nothing;
    return (words, now) => {
      if ((words[known] ?? 0) > 0) mail(words, now + latency);
    };
  }
  const levels = lookup(desk.layout.case_).facts.get(fact)?.levels ?? [];
  const mails = levels.map((_, index) => post(desk, to, fact, null, index + 1));
  return (words, now) => {
    mails[(words[known] ?? 0) - 1]?.(words, now + latency);
  };
}

/** Something on its way to another role; null if nobody there ever reads it. */
function post(desk: DeskWords, to: Id, fact: Id | null, document: Id | null, level: number): Act | null {
  const delivery = desk.layout.delivery(to, fact, document, level);
  const read = delivery && desk.alive.read(delivery);
  if (!delivery || !read) return null;
  const word = desk.sentWord(delivery);
  return (words, arrives) => {
    words[word] = soonest(words[word] ?? 0, desk.isTimed ? arrives + 1 : 1);
  };
}

function write(desk: DeskWords, word: number | undefined, value: boolean): Act {
  if (word === undefined) return nothing;
  const wrote = desk.wordOf(desk.wrote, word);
  return (words) => {
    words[word] = value ? 1 : 0;
    words[wrote] = value ? 1 : 2;
  };
}

function passing(desk: DeskWords, id: Id, to: Id, purpose: string | null, mustKnow: boolean): readonly Passing[] {
  const { layout, role } = desk;
  const fact = lookup(layout.case_).facts.get(id);
  const handling = lookup(layout.case_).handling.get(fact?.handling ?? '');
  if (!fact || !handling || handling.rule === 'none') return [];
  const owns = fact.originator === role || fact.originator === to;
  if (handling.rule === 'originator' && owns) return [];
  const kind = handling.rule === 'consent' ? 'consent' : 'permission';
  const breach: ScoreRule | null = handling.breach;
  return [
    {
      sent: mustKnow ? atLeast(layout.find(`k ${role} ${id}`), 1) : () => true,
      agreed: agreed({ kind, fact: id, to, purpose }, layout),
      breached: desk.find(`b ${id}`),
      dimension: breach ? dimensions.indexOf(breach.dimension) : 0,
      points: breach?.points ?? 0,
    },
  ];
}

function ownerOf(desk: DeskWords, request: Id): Id | null {
  const owner = desk.layout.case_.scenes.find((scene) => scene.choices.some((choice) => choice.id === request));
  return owner?.role ?? null;
}

function maskOf(desk: DeskWords, request: Id, asks: readonly Id[]): number {
  return optionsOf(desk, request, 'asks').reduce(
    (mask, value, index) => (asks.includes(value) ? mask | (1 << index) : mask),
    0,
  );
}

function optionsOf(desk: DeskWords, choice: Id, field: string): readonly string[] {
  const form = lookup(desk.layout.case_).choices.get(choice)?.form;
  return form?.fields.find(({ name }) => name === field)?.options.map(({ value }) => value) ?? [];
}

function one(value: string | readonly string[] | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

function many(value: string | readonly string[] | undefined): readonly string[] {
  return typeof value === 'string' ? [value] : (value ?? []);
}
