import { type Atom, dimensions, type Id } from '../case';
import { agreementKey, clamp, fieldIs } from '../sight';
import { always, atLeast, type Holds, never, type Own } from './condition';
import type { Moment } from './moment';
import type { Delivery, Layout, Words } from './words';

/** What one way to take a choice makes true that no word holds: what its form says, and how its chances fall. */
export interface Said {
  form: Uint8Array;
  draws: Uint8Array;
}

/**
 * The words of one role inside a round: those of the world as the role sees it, and behind them what it has done that it
 * does not see itself, such as what is on its way to others. Ticks count from the start of the round.
 */
export class DeskWords {
  size: number;
  /** Ticks spent; 0 throughout where nobody can notice the time. */
  readonly spent: number;
  /** Where the next round begins. */
  readonly next: number;
  readonly place: number;
  readonly isTimed: boolean;
  /** 1 and 2 for what was written as true and as false. */
  readonly wrote = new Map<number, number>();
  /** Sums added to counters; never clamped. */
  readonly added = new Map<number, number>();
  /** The tick of arrival plus one, the earliest if sent twice. */
  readonly sent = new Map<Delivery, number>();
  readonly said: Said = { form: new Uint8Array(0), draws: new Uint8Array(0) };
  readonly points = new Int32Array(dimensions.length);

  constructor(
    readonly layout: Layout,
    readonly role: Id,
    /** What is read in this phase or later. */
    readonly alive: Moment,
  ) {
    this.size = layout.size;
    this.spent = this.more();
    this.next = this.more();
    this.place = layout.word(`place ${role}`);
    this.isTimed =
      alive.clock ||
      alive.slots.some(({ live }) => live) ||
      layout.mail.some((delivery) => alive.read(delivery) !== undefined);
  }

  /** The word of this name if anything in this phase or later reads it. */
  find(name: string): number | undefined {
    const word = this.layout.find(name);
    return word !== undefined && this.alive.isRead(word) ? word : undefined;
  }

  wordOf(map: Map<number, number>, word: number): number {
    const known = map.get(word) ?? this.more();
    map.set(word, known);
    return known;
  }

  sentWord(delivery: Delivery): number {
    const known = this.sent.get(delivery) ?? this.more();
    this.sent.set(delivery, known);
    return known;
  }

  /** Reads conditions as this role does: its own writes at once. `atoms` numbers what the form and the chances say. */
  own(atoms: FormAtoms | null): Own {
    const { layout, spent, said } = this;
    return (atom) => {
      switch (atom.is) {
        case 'before':
          return (words) => (words[layout.clock] ?? 0) + (words[spent] ?? 0) < atom.clock;
        case 'counter':
          return this.counter(atom.counter, atom.atLeast);
        case 'field':
        case 'graded': {
          if (atoms === null) return never;
          if (atom.is === 'field' && atom.field === 'gives' && atoms.givesKnown)
            return atoms.gives.has(atom.value) ? atLeast(layout.find(`k ${this.role} ${atom.value}`), 1) : never;
          const index = atoms.numberOf(atom);
          return () => said.form[index] === 1;
        }
        case 'drew': {
          const index = atoms?.chances.indexOf(atom.chance) ?? -1;
          return index < 0 ? never : () => said.draws[index] === 1;
        }
        default:
          return undefined;
      }
    };
  }

  private counter(id: Id, least: number): Holds {
    const word = this.layout.find(`c ${id}`);
    if (least <= 0) return always;
    if (word === undefined) return never;
    const by = this.wordOf(this.added, word);
    const most = this.layout.case_.counters.find((each) => each.id === id)?.most ?? 0;
    return (words: Words) => clamp((words[word] ?? 0) + (words[by] ?? 0), most) >= least;
  }

  private more(): number {
    this.size += 1;
    return this.size - 1;
  }
}

type FormAtom = Extract<Atom, { is: 'field' | 'graded' }>;

/** The questions that a choice's rules ask about its form and its chances, by number. */
export class FormAtoms {
  private readonly numbers = new Map<string, number>();
  private readonly atoms: FormAtom[] = [];

  constructor(
    /** Facts that the form gives without being asked, as far as the role knows them. */
    readonly gives: ReadonlySet<Id>,
    readonly givesKnown: boolean,
    readonly chances: readonly Id[],
  ) {}

  numberOf(atom: FormAtom): number {
    const name = atom.is === 'field' ? `f ${atom.field} ${atom.value}` : `g ${atom.fact} ${atom.value}`;
    const known = this.numbers.get(name) ?? this.atoms.length;
    if (known === this.atoms.length) this.atoms.push(atom);
    this.numbers.set(name, known);
    return known;
  }

  /** The answers that a filled form gives; `right` is the grade of a fact. */
  answers(
    values: Readonly<Record<string, string | readonly string[]>>,
    right: (fact: Id) => string | null,
  ): Uint8Array {
    return Uint8Array.from(this.atoms, (atom) => {
      if (atom.is === 'field') return fieldIs(values[atom.field], atom.value) ? 1 : 0;
      const given = values[`grade.${atom.fact}`];
      return given !== undefined && given === (atom.value === 'right' ? right(atom.fact) : atom.value) ? 1 : 0;
    });
  }
}

/** The words of every purpose under which this could be on record. */
export function agreementWords(layout: Layout, kind: string, fact: Id, to: Id): readonly number[] {
  const start = `a ${agreementKey({ kind: kind as 'consent', fact, to, purpose: 'x' }).slice(0, -1)}`;
  return [...layout.names].flatMap(([name, word]) => (name.startsWith(start) ? [word] : []));
}
