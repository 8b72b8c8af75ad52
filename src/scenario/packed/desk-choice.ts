import { type Choice, type Condition, dimensions, type Id, type Scene } from '../case';
import { factsIn } from '../compile/text';
import { fillForm, mayBeEmpty } from '../form-values';
import { combinationsOf } from '../verify/forms';
import { always, atLeast, compileCondition, type Holds, type Own } from './condition';
import { type Act, effectAct } from './desk-acts';
import { type FormWays, knowing, needsOf, waysOf } from './desk-forms';
import { type DeskWords, FormAtoms } from './desk-words';
import { placeOf } from './pack';
import { slot, statusCode, type Words } from './words';

/** A text and the facts it names: `at` is the word that says whether the role knows the fact. */
export interface DeskText {
  readonly holds: Holds;
  readonly facts: readonly { readonly fact: Id; readonly known: Holds }[];
}

/** A choice of one role in one phase, compiled: what it takes, what it does, what it counts. */
export interface DeskChoice extends FormWays {
  readonly choice: Choice;
  readonly offered: Holds;
  /** Every form was listed. */
  readonly complete: boolean;
  readonly draws: readonly { readonly falls: Readonly<Record<Id, boolean>> | null; readonly said: Uint8Array }[];
  readonly effects: readonly { readonly holds: Holds; readonly act: Act; readonly tells: Holds | null }[];
  readonly thens: readonly { readonly holds: Holds; readonly move: (words: Words) => void }[];
  /** Score lines that the form cannot change, and those that it can. */
  readonly plain: readonly DeskRule[];
  readonly formed: readonly DeskRule[];
  readonly feedback: readonly DeskText[];
  readonly chosen: number | undefined;
}

export interface DeskRule {
  readonly holds: Holds;
  readonly dimension: number;
  readonly points: number;
}

export interface DeskScene {
  readonly scene: Scene;
  readonly choices: readonly DeskChoice[];
  readonly body: readonly DeskText[];
  readonly standIns: readonly Holds[];
}

/** Compiles a scene for the role that can stand in it. `held` is told every condition of its rules that ever holds. */
export function compileScene(scene: Scene, desk: DeskWords, held: Set<Condition>): DeskScene {
  const texts = textsOf(desk, held);
  const choices = scene.choices.map((choice) => compileChoice(choice, desk, held));
  const { case_ } = desk.layout;
  return {
    scene,
    choices,
    body: texts(scene.body),
    standIns: scene.standIns.map((rule) => {
      const taken = choices.find(({ choice }) => choice.id === rule.choice);
      const filled = taken && fillForm(taken.choice, rule.form, knowing(case_, desk.role));
      if (!taken || !filled || 'refused' in filled) return () => false;
      const holds = compileCondition(rule.when, desk.layout, desk.own(null));
      const needs = needsOf(taken.choice, filled.values, desk);
      return (words) => taken.offered(words) && holds(words) && needs.every((known) => known(words));
    }),
  };
}

function textsOf(desk: DeskWords, held: Set<Condition>): (blocks: Scene['body']) => readonly DeskText[] {
  return (blocks) =>
    blocks.flatMap(({ when, content }) => {
      const facts = factsIn(content).map((fact) => ({
        fact,
        known: atLeast(desk.layout.find(`k ${desk.role} ${fact}`), 1),
      }));
      return when === null && facts.length === 0 ? [] : [{ holds: noted(when, desk, desk.own(null), held), facts }];
    });
}

function compileChoice(choice: Choice, desk: DeskWords, held: Set<Condition>): DeskChoice {
  const { layout, role } = desk;
  const { case_ } = layout;
  const chances = choice.effects.flatMap((effect) => (effect.do === 'draws' ? [effect.chance] : []));
  const gives = choice.form?.fields.find((field) => field.name === 'gives');
  const atoms = new FormAtoms(new Set(gives?.options.map(({ value }) => value)), gives?.fixed === true, [
    ...new Set(chances),
  ]);
  const own = desk.own(atoms);
  const effects = choice.effects.map((effect) => ({
    holds: noted(effect.when, desk, own, held),
    act: effectAct(effect, desk),
    tells: effect.do === 'tells' ? atLeast(layout.find(`k ${role} ${effect.fact}`), 1) : null,
  }));
  const rules = choice.scores.map((rule) => ({
    isFormed: readsForm(rule.when),
    holds: noted(rule.when, desk, own, held),
    dimension: dimensions.indexOf(rule.dimension),
    points: rule.points,
  }));
  const thens = choice.then.map((then) => ({ holds: noted(then.when, desk, own, held), move: moveOf(then, desk) }));
  const { given, complete, moving } = combinationsOf(case_, choice);
  return {
    choice,
    complete,
    offered: offeredOf(choice, desk, held),
    ...waysOf(choice, given, moving, desk, atoms),
    draws: drawsOf(atoms.chances),
    effects,
    thens,
    plain: rules.filter(({ isFormed }) => !isFormed),
    formed: rules.filter(({ isFormed }) => isFormed),
    feedback: textsOf(desk, held)(choice.feedback),
    chosen: desk.find(`x ${choice.id}`),
  };
}

function noted(when: Condition | null, desk: DeskWords, own: Own, held: Set<Condition>): Holds {
  if (when === null) return always;
  const holds = compileCondition(when, desk.layout, own);
  let isNoted = held.has(when);
  return (words) => {
    if (!holds(words)) return false;
    if (!isNoted) held.add(when);
    isNoted = true;
    return true;
  };
}

function readsForm(condition: Condition | null): boolean {
  if (condition === null) return false;
  if (condition.is === 'all' || condition.is === 'any') return condition.of.some(readsForm);
  if (condition.is === 'not') return readsForm(condition.of);
  return condition.is === 'field' || condition.is === 'graded';
}

function offeredOf(choice: Choice, desk: DeskWords, held: Set<Condition>): Holds {
  const { layout, role } = desk;
  const { form } = choice;
  const chosen = atLeast(layout.find(`x ${choice.id}`), 1);
  const parts = [(words: Words) => !chosen(words), noted(choice.if, desk, desk.own(null), held)];
  const asked = form?.request == null ? undefined : layout.find(`s ${form.request}`);
  if (form?.request != null) {
    const to = layout.numberOf(role);
    parts.push((words) =>
      asked === undefined
        ? false
        : words[asked] === statusCode.delivered && words[asked + slot.to] === to && words[asked + slot.reply] === 0,
    );
  }
  for (const field of form?.fields ?? []) {
    if (field.type !== 'some' || field.fixed || mayBeEmpty(choice, field)) continue;
    const known = field.options.map(({ value }) =>
      field.name === 'gives' ? atLeast(layout.find(`k ${role} ${value}`), 1) : always,
    );
    parts.push((words) => known.some((each) => each(words)));
  }
  const needed = parts.filter((part) => part !== always);
  return (words) => {
    for (const part of needed) if (!part(words)) return false;
    return true;
  };
}

/** Every way the chances of a choice can fall. */
function drawsOf(chances: readonly Id[]): DeskChoice['draws'] {
  if (chances.length === 0) return [{ falls: null, said: new Uint8Array(0) }];
  return Array.from({ length: 1 << chances.length }, (_, number) => {
    // The first way is the one in which every chance falls well.
    const said = Uint8Array.from(chances, (_each, index) => ((number >> index) & 1) ^ 1);
    return { said, falls: Object.fromEntries(chances.map((chance, index) => [chance, said[index] === 1])) };
  });
}

function moveOf(then: Choice['then'][number], desk: DeskWords): (words: Words) => void {
  const { layout, place, next } = desk;
  const moved = new Map<number, number>();
  const byText = (change: (at: string, back: readonly string[]) => string) => (before: number) => {
    const known = moved.get(before);
    if (known !== undefined) return known;
    const [at = '', ...back] = layout.textOf(before).split('<');
    const after = layout.numberOf(change(at, back));
    moved.set(before, after);
    return after;
  };
  if (then.go === 'scene') {
    const to = byText((_, back) => [then.scene ?? '', ...back].join('<'));
    return (words) => {
      words[place] = to(words[place] ?? 0);
    };
  }
  if (then.go === 'back') {
    const to = byText((_, back) => {
      const texts = [back.at(-1) ?? '-', ...back.slice(0, -1)];
      return texts.length === 1 && texts[0] === '-' ? '' : texts.join('<');
    });
    return (words) => {
      words[place] = to(words[place] ?? 0);
    };
  }
  const scene = then.go === 'next-round' ? layout.numberOf(placeOf({ at: then.scene, back: [] })) : 0;
  return (words) => {
    words[place] = 0;
    words[next] = scene;
  };
}
