import { sayBand } from '../band';
import type { Atom, Case, Condition, Id, Place } from '../case';
import { type Context, report } from './context';

/**
 * What a role is offered and reads may depend only on what it can see. Otherwise a choice that appears or disappears
 * would tell it what another role knows.
 */
export function checkPerspective(context: Context, case_: Case): void {
  for (const scene of case_.scenes) {
    const check = (condition: Condition | null, place: Place, what: string): void => {
      for (const atom of atomsOf(condition))
        if (!isVisible(case_, atom, scene.role))
          report(
            context,
            'perspective-leak',
            place,
            `${what} depends on "${sayAtom(atom)}", which ${scene.role} cannot see. Use only what this role knows, holds, chose, asked or was asked; or make it a consequence ("when ...:").`,
          );
    };
    check(scene.opens, scene.place, `Where ${scene.role} begins`);
    for (const block of scene.body) check(block.when, scene.place, `A text of the scene "${scene.id}"`);
    for (const rule of scene.standIns) check(rule.when, rule.place, 'A stand-in line');
    for (const choice of scene.choices) {
      check(choice.if, choice.place, `The offer of "${choice.id}"`);
      for (const block of choice.feedback) check(block.when, choice.place, `The feedback of "${choice.id}"`);
      for (const then of choice.then)
        for (const atom of atomsOf(then.when))
          if (!isOfTheChoice(atom)) check(atom, choice.place, `Where "${choice.id}" leads`);
    }
  }
}

/** What the role has just written or drawn itself. */
function isOfTheChoice(atom: Atom): boolean {
  return atom.is === 'field' || atom.is === 'graded' || atom.is === 'drew';
}

export function atomsOf(condition: Condition | null): Atom[] {
  if (condition === null) return [];
  switch (condition.is) {
    case 'all':
    case 'any':
      return condition.of.flatMap(atomsOf);
    case 'not':
      return atomsOf(condition.of);
    default:
      return [condition];
  }
}

/** Whether a role can observe what this atom says, at the time the atom is read. */
export function isVisible(case_: Case, atom: Atom, role: Id): boolean {
  switch (atom.is) {
    case 'knows':
    case 'has':
      return atom.role === role;
    case 'chose':
      return case_.scenes.some(
        (scene) => scene.role === role && scene.choices.some((choice) => choice.id === atom.choice),
      );
    case 'fired':
      return case_.injects.some((inject) => inject.id === atom.inject && inject.for.includes(role));
    case 'flag':
      return case_.flags.some((flag) => flag.id === atom.flag && flag.public);
    case 'counter':
      return case_.counters.some((counter) => counter.id === atom.counter && counter.public);
    case 'agreed': {
      const { fact, to } = atom.record;
      return (
        to === role ||
        case_.facts.some(
          (each) => each.id === fact && (each.originator === role || each.starts.some((start) => start.role === role)),
        )
      );
    }
    case 'before':
    case 'phase':
    case 'round':
      return true;
    case 'received':
    case 'replied':
      return addressees(case_, atom.request).includes(role);
    case 'field':
    case 'graded':
    case 'drew':
    case 'breached':
      return false;
    default:
      return case_.scenes.some(
        (scene) => scene.role === role && scene.choices.some((choice) => choice.id === atom.request),
      );
  }
}

function addressees(case_: Case, request: Id): readonly string[] {
  const choice = case_.scenes.flatMap((scene) => scene.choices).find((each) => each.id === request);
  return choice?.form?.fields.find((field) => field.name === 'to')?.options.map((option) => option.value) ?? [];
}

/** An atom in the author's words. */
export function sayAtom(atom: Atom): string {
  switch (atom.is) {
    case 'knows':
      return `knows ${atom.role} ${atom.fact}`;
    case 'has':
      return `has ${atom.role} ${atom.document}`;
    case 'chose':
      return `chose ${atom.choice}`;
    case 'flag':
      return `flag ${atom.flag}`;
    case 'counter':
      return sayBand(atom.counter, atom.atLeast) ?? `counter ${atom.counter} at least ${String(atom.atLeast)}`;
    case 'before':
      return `before ${String(atom.clock)} ticks`;
    case 'phase':
      return `phase ${atom.phase}`;
    case 'round':
      return `round ${String(atom.round)}`;
    case 'fired':
      return `fired ${atom.inject}`;
    case 'agreed':
      return `${atom.record.kind} ${atom.record.fact} to ${atom.record.to}${atom.record.purpose === null ? '' : ` for ${atom.record.purpose}`}`;
    case 'field':
      return `${atom.field} is ${atom.value}`;
    case 'graded':
      return `grade ${atom.fact} is ${atom.value}`;
    case 'breached':
      return `breached ${atom.id}`;
    case 'drew':
      return `drew ${atom.chance}`;
    default:
      return `${atom.is} ${atom.request}`;
  }
}
