import type { Agreement, Atom, Condition, MessageWord } from '../case';
import { agreementKey } from '../sight';
import { type Layout, slot, statusCode, type Words } from './words';

/** A condition that reads a world, compiled once. */
export type Holds = (words: Words) => boolean;

export const always: Holds = () => true;
export const never: Holds = () => false;

/** What a role inside its round sees otherwise than a barrier does; undefined for an atom that is read alike. */
export type Own = (atom: Atom) => Holds | undefined;

/** What a condition means for a packed world: at a barrier, or (with `own`) for a role inside its round. */
export function compileCondition(condition: Condition | null, layout: Layout, own?: Own): Holds {
  if (condition === null) return always;
  switch (condition.is) {
    case 'all':
      return everyOf(condition.of.map((each) => compileCondition(each, layout, own)));
    case 'any': {
      const parts = condition.of.map((each) => compileCondition(each, layout, own));
      return (words) => {
        for (let each = 0; each < parts.length; each += 1) if (parts[each]?.(words) === true) return true;
        return false;
      };
    }
    case 'not': {
      const part = compileCondition(condition.of, layout, own);
      return (words) => !part(words);
    }
    default:
      return own?.(condition) ?? compileAtom(condition, layout);
  }
}

function everyOf(parts: readonly Holds[]): Holds {
  const [only] = parts;
  if (!only) return always;
  if (parts.length === 1) return only;
  return (words) => {
    for (let each = 0; each < parts.length; each += 1) if (parts[each]?.(words) === false) return false;
    return true;
  };
}

function compileAtom(atom: Atom, layout: Layout): Holds {
  switch (atom.is) {
    case 'knows':
      return atLeast(layout.find(`k ${atom.role} ${atom.fact}`), atom.level);
    case 'has':
      return atLeast(layout.find(`h ${atom.role} ${atom.document}`), 1);
    case 'chose':
      return atLeast(layout.find(`x ${atom.choice}`), 1);
    case 'flag':
      return atLeast(layout.find(`f ${atom.flag}`), 1);
    case 'counter':
      return atom.atLeast <= 0 ? always : atLeast(layout.find(`c ${atom.counter}`), atom.atLeast);
    case 'fired':
      return atLeast(layout.find(`i ${atom.inject}`), 1);
    case 'breached':
      return atLeast(layout.find(`b ${atom.id}`), 1);
    case 'before': {
      const { clock } = layout;
      return (words) => (words[clock] ?? 0) < atom.clock;
    }
    case 'phase': {
      const index = layout.case_.phases.findIndex((phase) => phase.id === atom.phase);
      return (words) => words[layout.phase] === index;
    }
    case 'round':
      return (words) => words[layout.round] === atom.round;
    case 'agreed':
      return agreed(atom.record, layout);
    case 'field':
    case 'graded':
    case 'drew':
      return never;
    default:
      return message(atom.is, layout.find(`s ${atom.request}`));
  }
}

export function atLeast(word: number | undefined, value: number): Holds {
  return word === undefined ? never : (words) => (words[word] ?? 0) >= value;
}

/** An agreement without a purpose covers every purpose; asked without one, any purpose will do. */
export function agreed(record: Agreement, layout: Layout): Holds {
  const start = `a ${record.kind} ${record.fact} ${record.to} `;
  const covers = [agreementKey({ ...record, purpose: null }), agreementKey(record)].map((key) => `a ${key}`);
  const able = [...layout.names]
    .filter(([name]) => (record.purpose === null ? name.startsWith(start) : covers.includes(name)))
    .map(([, word]) => word);
  return (words) => able.some((word) => (words[word] ?? 0) > 0);
}

function message(is: MessageWord, word: number | undefined): Holds {
  if (word === undefined) return never;
  const { sent, delivered, answered, refused, lapsed } = statusCode;
  const part = statusCode['part-answered'];
  const status = (words: Words): number => words[word] ?? 0;
  switch (is) {
    case 'asked':
      return (words) => status(words) > 0;
    case 'received':
      return (words) => status(words) > sent;
    case 'waiting':
      return (words) => status(words) === sent || status(words) === delivered;
    case 'answered':
      return (words) => status(words) === answered || status(words) === part;
    case 'fully-answered':
      return (words) => status(words) === answered;
    case 'refused':
      return (words) => status(words) === refused;
    case 'lapsed':
      return (words) => status(words) === lapsed;
    case 'replied':
      // A request that is closed, and did not lapse, was closed by a reply.
      return (words) => (words[word + slot.reply] ?? 0) > 0 || (status(words) >= answered && status(words) < lapsed);
  }
}
