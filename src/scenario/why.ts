import type { Words } from '../words';
import type { Atom, Case, Condition, Ending, Id } from './case';
import { holds } from './sight';
import type { State } from './state';

/** One thing that an ending asks for, in words, and whether it was so. */
export interface Reason {
  readonly words: string;
  readonly met: boolean;
}

/**
 * Why an ending was reached or missed: what it asks for, one line each, and how it stood at the end. Lines joined by
 * "or" become one line. Flags and counters without a name of their own are left out: they are the author's bookkeeping.
 */
export function reasonsFor(exercise: Case, state: State, ending: Ending, t: Words): readonly Reason[] {
  if (ending.if === null) return [];
  return conjuncts(ending.if).flatMap((condition) => {
    const words = worded(exercise, condition, t);
    return words === null ? [] : [{ words, met: holds(condition, { case: exercise, state, role: null }) }];
  });
}

function conjuncts(condition: Condition): readonly Condition[] {
  return condition.is === 'all' ? condition.of.flatMap(conjuncts) : [condition];
}

function worded(exercise: Case, condition: Condition, t: Words): string | null {
  switch (condition.is) {
    case 'all':
    case 'any': {
      const parts = condition.of.map((each) => worded(exercise, each, t));
      if (parts.includes(null) || parts.length === 0) return null;
      return parts.join(t(condition.is === 'all' ? 'debrief.why.and' : 'debrief.why.or'));
    }
    case 'not': {
      const inner = worded(exercise, condition.of, t);
      return inner === null ? null : t('debrief.why.not', { what: inner });
    }
    default:
      return atomWords(exercise, condition, t);
  }
}

function atomWords(exercise: Case, atom: Atom, t: Words): string | null {
  const role = (id: Id) => exercise.roles.find((each) => each.id === id)?.name ?? id;
  const fact = (id: Id) => exercise.facts.find((each) => each.id === id)?.text ?? id;
  const choice = (id: Id) =>
    exercise.scenes.flatMap(({ choices }) => choices).find((each) => each.id === id)?.label ?? id;
  switch (atom.is) {
    case 'knows':
      return t('debrief.why.knows', { role: role(atom.role), fact: fact(atom.fact) });
    case 'has': {
      const title = exercise.documents.find(({ id }) => id === atom.document)?.title ?? atom.document;
      return t('debrief.why.has', { role: role(atom.role), document: title });
    }
    case 'chose':
      return t('debrief.why.chose', { choice: choice(atom.choice) });
    case 'agreed':
      return t(`debrief.why.${atom.record.kind}`, { fact: fact(atom.record.fact), role: role(atom.record.to) });
    case 'fired':
      return t('debrief.why.fired', {
        event: exercise.injects.find(({ id }) => id === atom.inject)?.title ?? atom.inject,
      });
    case 'flag': {
      const name = exercise.flags.find(({ id }) => id === atom.flag)?.name;
      return name === undefined || name === atom.flag ? null : name;
    }
    case 'counter': {
      const name = exercise.counters.find(({ id }) => id === atom.counter)?.name;
      return name === undefined || name === atom.counter
        ? null
        : t('debrief.why.counter', { name, count: atom.atLeast });
    }
    default:
      return 'request' in atom ? t(`debrief.why.${atom.is}`, { request: choice(atom.request) }) : null;
  }
}
