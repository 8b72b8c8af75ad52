import { atLeastBand, bands } from '../band';
import {
  type Agreement,
  type Atom,
  type Condition,
  dimensions,
  type Id,
  type MessageWord,
  messageWords,
  type Place,
} from '../case';
import { type Context, nearest, readDuration, report, resolve } from './context';

/** Where a condition stands: whose it is (null: nobody's), and which fields and draws the same choice has. */
export interface Scope {
  readonly role: Id | null;
  readonly fields: ReadonlySet<string>;
  readonly chances: ReadonlySet<string>;
}

export const nobody: Scope = { role: null, fields: new Set(), chances: new Set() };

const atomWords = [
  'knows',
  'has',
  ...messageWords,
  'chose',
  'flag',
  'counter',
  'band',
  'before',
  'phase',
  'round',
  'fired',
  'consent',
  'permission',
  'drew',
  'grade',
  'breached',
];

/** Reads `knows a and (flag b or not asked c)`; null, with a finding, if it cannot be read. */
export function readCondition(context: Context, text: string, place: Place, scope: Scope): Condition | null {
  const parser = new Parser(context, text, place, scope);
  const condition = parser.any();
  if (condition === null || parser.atEnd()) return condition;
  return parser.fail(`Nothing was expected at "${parser.rest()}". Join conditions with "and" or "or".`);
}

class Parser {
  private readonly tokens: readonly string[];
  private index = 0;

  constructor(
    private readonly context: Context,
    private readonly text: string,
    private readonly place: Place,
    private readonly scope: Scope,
  ) {
    this.tokens = text
      .replace(/[()]/g, ' $& ')
      .split(/\s+/)
      .filter((token) => token !== '');
  }

  any(): Condition | null {
    return this.joined('or', 'any', () => this.all());
  }

  atEnd(): boolean {
    return this.index >= this.tokens.length;
  }

  rest(): string {
    return this.tokens.slice(this.index).join(' ');
  }

  fail(message: string): null {
    report(this.context, 'condition-unreadable', this.place, `The condition "${this.text}" cannot be read. ${message}`);
    return null;
  }

  private all(): Condition | null {
    return this.joined('and', 'all', () => this.one());
  }

  private joined(word: string, is: 'any' | 'all', part: () => Condition | null): Condition | null {
    const of: Condition[] = [];
    do {
      const next = part();
      if (next === null) return null;
      of.push(next);
    } while (this.take(word));
    const [only] = of;
    return of.length === 1 && only ? only : { is, of };
  }

  private one(): Condition | null {
    if (this.take('not')) {
      const of = this.one();
      return of && { is: 'not', of };
    }
    if (!this.take('(')) return this.atom();
    const inside = this.any();
    if (inside === null || this.take(')')) return inside;
    return this.fail('A bracket is not closed.');
  }

  private atom(): Condition | null {
    const word = this.next();
    if (word === null) return this.fail('It ends too early.');
    if (this.scope.fields.has(word) && ['is', 'includes'].includes(this.peek() ?? '')) return this.field(word);
    switch (word) {
      case 'knows':
        return this.knows();
      case 'has':
        return this.has();
      case 'chose':
        return this.named('choice', (choice) => ({ is: 'chose', choice }));
      case 'flag':
        return this.named('flag', (flag) => ({ is: 'flag', flag }));
      case 'counter':
        return this.counter();
      case 'band':
        return this.band();
      case 'before':
        return this.before();
      case 'phase':
        return this.named('phase', (phase) => ({ is: 'phase', phase }));
      case 'round':
        return this.round();
      case 'fired':
        return this.named('inject', (inject) => ({ is: 'fired', inject }));
      case 'consent':
      case 'permission':
        return this.agreed(word);
      case 'drew':
        return this.drew();
      case 'grade':
        return this.graded();
      case 'breached':
        return this.breached();
      default:
        break;
    }
    const message = messageWords.find((each) => each === word);
    if (message) return this.message(message);
    const near = nearest(word, [...atomWords, ...this.scope.fields]);
    return this.fail(`"${word}" is not a word of conditions.${near === null ? '' : ` Did you mean "${near}"?`}`);
  }

  private field(field: string): Condition | null {
    this.next();
    const value = this.next();
    return value === null ? this.fail(`Say which value "${field}" should have.`) : { is: 'field', field, value };
  }

  private knows(): Condition | null {
    const role = this.actor();
    const fact = this.next();
    if (role === null || fact === null) return this.fail('Write "knows ROLE FACT" or "knows FACT".');
    resolve(this.context, 'fact', fact, this.place);
    const levels = this.context.levels.get(fact) ?? [];
    const named = levels.indexOf(this.peek() ?? '');
    if (named >= 0) this.next();
    return { is: 'knows', role, fact, level: named < 0 ? 1 : named + 1 };
  }

  private has(): Condition | null {
    const role = this.actor();
    const document = this.next();
    if (role === null || document === null) return this.fail('Write "has ROLE DOCUMENT" or "has DOCUMENT".');
    resolve(this.context, 'document', document, this.place);
    return { is: 'has', role, document };
  }

  /** A role written out, or the one whose line this is. */
  private actor(): Id | null {
    const word = this.peek();
    if (word !== null && this.context.names.role.has(word)) return this.next();
    return this.scope.role;
  }

  private message(is: MessageWord): Condition | null {
    return this.named('choice', (request) => {
      if (this.context.names.choice.has(request) && !this.context.requests.has(request))
        report(
          this.context,
          'not-a-request',
          this.place,
          `"${request}" is a choice without "form: request", so nothing can be ${is}.`,
        );
      return { is, request };
    });
  }

  private counter(): Condition | null {
    const counter = this.next();
    const words = [this.next(), this.next()].join(' ');
    const atLeast = Number(this.next() ?? 'nothing');
    if (counter === null || words !== 'at least' || !Number.isInteger(atLeast))
      return this.fail('Write "counter NAME at least NUMBER".');
    resolve(this.context, 'counter', counter, this.place);
    return { is: 'counter', counter, atLeast };
  }

  private band(): Condition | null {
    const word = this.next();
    const dimension = dimensions.find((each) => each === word);
    const least = [this.next(), this.next()].join(' ');
    const last = this.next();
    const band = bands.find((each) => each === last);
    if (!dimension || least !== 'at least' || band === undefined || band === bands[0])
      return this.fail(
        `Write "band PRINCIPLE at least fair" or "… at least strong"; the principles are ${dimensions.join(', ')}.`,
      );
    this.context.bands.add(dimension);
    return atLeastBand(dimension, band);
  }

  private before(): Condition | null {
    const word = this.next();
    const clock = word === null ? null : readDuration(this.context, word, this.place);
    return clock === null ? this.fail('Write "before 2d".') : { is: 'before', clock };
  }

  private round(): Condition | null {
    const round = Number(this.next() ?? 'nothing');
    return Number.isInteger(round) && round > 0 ? { is: 'round', round } : this.fail('Write "round 2".');
  }

  private agreed(kind: Agreement['kind']): Condition | null {
    const fact = this.next();
    const to = this.take('to') ? this.next() : null;
    if (fact === null || to === null)
      return this.fail(`Write "${kind} FACT to ROLE" or "${kind} FACT to ROLE for PURPOSE".`);
    const purpose = this.take('for') ? this.next() : null;
    resolve(this.context, 'fact', fact, this.place);
    resolve(this.context, 'role', to, this.place);
    return { is: 'agreed', record: { kind, fact, to, purpose } };
  }

  private drew(): Condition | null {
    const chance = this.next();
    if (chance !== null && this.scope.chances.has(chance)) return { is: 'drew', chance };
    return this.fail(`"drew" needs a "- chance: ${chance ?? 'NAME'} 1 in 2" line on the same choice.`);
  }

  private graded(): Condition | null {
    const fact = this.next();
    const is = this.take('is');
    const value = this.next();
    if (fact === null || !is || value === null) return this.fail('Write "grade FACT is right" or "grade FACT is B2".');
    if (!this.scope.fields.has(`grade.${fact}`)) return this.fail(`The form of this choice does not grade "${fact}".`);
    return { is: 'graded', fact, value };
  }

  private breached(): Condition | null {
    const id = this.next();
    if (id === null) return this.fail('Write "breached FACT" or "breached BREACH".');
    if (!this.context.names.fact.has(id)) resolve(this.context, 'breach', id, this.place);
    return { is: 'breached', id };
  }

  private named(kind: 'choice' | 'flag' | 'phase' | 'inject', make: (id: Id) => Atom): Condition | null {
    const word = this.next();
    if (word === null) return this.fail(`Say which ${kind}.`);
    return make(resolve(this.context, kind, word, this.place));
  }

  private peek(): string | null {
    return this.tokens[this.index] ?? null;
  }

  private next(): string | null {
    const token = this.peek();
    this.index += 1;
    return token;
  }

  private take(word: string): boolean {
    if (this.peek() !== word) return false;
    this.index += 1;
    return true;
  }
}
