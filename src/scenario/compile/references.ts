import type { Case, Choice, Condition, Form, Id, Place, Scene, StandIn } from '../case';
import { isAlways } from '../opening';
import { namedFields } from '../form-values';
import { type Context, nearest, report } from './context';
import { checkPerspective } from './perspective';
import { factsIn } from './text';

/** Checks that need the whole case: openings, stand-ins, forms against what they refer to, perspective. */
export function checkReferences(context: Context, case_: Case): void {
  checkParts(context, case_);
  checkOpenings(context, case_);
  for (const scene of case_.scenes) {
    checkStandIns(context, scene);
    for (const choice of scene.choices) {
      checkThens(context, case_, scene, choice);
      if (choice.form) checkForm(context, case_, scene, choice, choice.form);
      for (const condition of conditionsOf(choice)) checkValues(context, choice, condition);
    }
  }
  checkInjects(context, case_);
  checkTexts(context, case_);
  checkPerspective(context, case_);
}

function checkInjects(context: Context, case_: Case): void {
  for (const inject of case_.injects)
    for (const effect of inject.effects) {
      if (effect.do !== 'opens') continue;
      const scene = case_.scenes.find((each) => each.id === effect.scene);
      if (scene && scene.role !== effect.role)
        report(
          context,
          'then-elsewhere',
          inject.place,
          `"${inject.id}" opens "${scene.id}" for ${effect.role}, but it is a scene of ${scene.role}.`,
        );
    }
}

/** A document names only facts that it carries, a briefing only what its role starts with. */
function checkTexts(context: Context, case_: Case): void {
  const say = (place: Place, what: string, fact: Id, fix: string): void => {
    report(context, 'fact-not-known', place, `${what} names {fact: ${fact}}, which its reader may not know. ${fix}`);
  };
  for (const document of case_.documents)
    for (const fact of factsIn(document.body))
      if (!document.carries.some((each) => each.fact === fact))
        say(document.place, `The document "${document.id}"`, fact, `Add it to "- carries:".`);
  for (const role of case_.roles)
    for (const fact of factsIn(role.briefing))
      if (!startsWith(case_, role.id, fact))
        say(role.place, `The briefing of ${role.id}`, fact, `Let ${role.id} start with it in facts.md.`);
}

function startsWith(case_: Case, role: Id, id: Id): boolean {
  const fact = case_.facts.find((each) => each.id === id);
  const carried = case_.documents.some(
    (document) => document.starts.includes(role) && document.carries.some((each) => each.fact === id),
  );
  return carried || (fact?.starts.some((each) => each.role === role) ?? false);
}

function checkParts(context: Context, case_: Case): void {
  const place: Place = { file: 'exercise.md', line: 1 };
  if (case_.roles.length === 0)
    report(context, 'part-missing', place, 'The case has no roles. Add "## Roles" and under it "### id: Name".');
  if (case_.phases.length === 0)
    report(context, 'part-missing', place, 'The case has no phases. Add "## Phases" and under it "### id: Title".');
  if (case_.scenes.length === 0)
    report(context, 'part-missing', place, 'The case has no scenes. Add files to the folder scenes/.');
}

function checkOpenings(context: Context, case_: Case): void {
  for (const phase of case_.phases)
    for (const role of case_.roles) {
      const openings = case_.scenes.filter(
        (scene) => scene.role === role.id && scene.phase === phase.id && scene.opens,
      );
      const always = openings.filter((scene) => isAlways(scene.opens));
      const [, second] = always;
      if (phase.waits.includes(role.id)) {
        const [extra] = openings;
        if (extra)
          report(
            context,
            'opening-twice',
            extra.place,
            `"${role.id}" is said to wait in the phase "${phase.id}", but this scene opens it.`,
          );
      } else if (openings.length === 0)
        report(
          context,
          'opening-missing',
          phase.place,
          `"${role.id}" has nothing to begin with in the phase "${phase.id}". Give one of its scenes "opens: yes", or add "- waits: ${role.id}" here.`,
        );
      else if (always.length === 0)
        report(
          context,
          'opening-missing',
          openings.at(-1)?.place ?? phase.place,
          `All openings of "${role.id}" in the phase "${phase.id}" have conditions. One must have "opens: yes".`,
        );
      if (second)
        report(
          context,
          'opening-twice',
          second.place,
          `Two scenes of "${role.id}" open the phase "${phase.id}" with "opens: yes". Keep one.`,
        );
    }
}

function checkThens(context: Context, case_: Case, scene: Scene, choice: Choice): void {
  const rounds = case_.phases.find((phase) => phase.id === scene.phase)?.rounds ?? 1;
  for (const then of choice.then) {
    const target = case_.scenes.find((each) => each.id === then.scene);
    if (target && target.role !== scene.role)
      report(
        context,
        'then-elsewhere',
        choice.place,
        `"${choice.id}" leads to "${target.id}", a scene of ${target.role}. A role goes on in its own scenes.`,
      );
    if (target && scene.phase !== 'any' && target.phase !== 'any' && target.phase !== scene.phase)
      report(
        context,
        'then-elsewhere',
        choice.place,
        `"${choice.id}" leads to "${target.id}" in the phase "${target.phase}". Write "then: wait"; a phase begins with its opening scene.`,
      );
    if (then.go === 'next-round' && scene.phase !== 'any' && rounds < 2)
      report(
        context,
        'round-missing',
        choice.place,
        `"${choice.id}" goes on in the next round, but the phase "${scene.phase}" has only one. Raise "- rounds:" or write "then: wait".`,
      );
  }
}

function checkStandIns(context: Context, scene: Scene): void {
  if (scene.choices.length === 0) {
    report(
      context,
      'choice-missing',
      scene.place,
      `The scene "${scene.id}" offers nothing to choose. Add "## id: Label" with "- then: wait".`,
    );
    return;
  }
  const last = scene.standIns.at(-1);
  if (!last) {
    report(
      context,
      'stand-in-missing',
      scene.place,
      `Nobody can stand in at "${scene.id}". Add "## Stand-in" with "- stand-in: CHOICE".`,
    );
    return;
  }
  if (last.when !== null)
    report(context, 'stand-in-default-missing', last.place, 'The last stand-in line must have no condition.');
  for (const rule of scene.standIns) checkStandIn(context, scene, rule);
}

function checkStandIn(context: Context, scene: Scene, rule: StandIn): void {
  const choice = scene.choices.find((each) => each.id === rule.choice);
  if (!choice) {
    if (context.names.choice.has(rule.choice))
      report(context, 'stand-in-elsewhere', rule.place, `"${rule.choice}" is not a choice of the scene "${scene.id}".`);
    return;
  }
  const asked = choice.form?.fields.filter((field) => !field.fixed && field.type !== 'text') ?? [];
  const form = namedFields(choice, rule.form);
  for (const [name, value] of Object.entries(form)) {
    const field = asked.find((each) => each.name === name);
    const values = typeof value === 'string' ? [value] : value;
    if (!field)
      report(
        context,
        'field-unknown',
        rule.place,
        `"${choice.id}" has no field "${name}" to fill.${hint(
          name,
          asked.map((each) => each.name),
        )}`,
      );
    else
      for (const each of values)
        checkOption(
          context,
          rule.place,
          name,
          each,
          field.options.map((option) => option.value),
        );
  }
  for (const field of asked)
    if (
      !(field.name in form) &&
      (field.type === 'one' || field.name === 'asks' || (field.name === 'gives' && choice.form?.kind !== 'request'))
    )
      report(
        context,
        'field-missing',
        rule.place,
        `The stand-in must fill the field "${field.name}" of "${choice.id}": ${rule.choice}(${field.name}=...).`,
      );
}

function checkOption(context: Context, place: Place, field: string, value: string, options: readonly string[]): void {
  if (!options.includes(value))
    report(context, 'value-unknown', place, `"${value}" is not a value of "${field}".${hint(value, options)}`);
}

function hint(word: string, candidates: readonly string[]): string {
  const near = nearest(word, candidates);
  return near === null ? '' : ` Did you mean "${near}"?`;
}

function checkForm(context: Context, case_: Case, scene: Scene, choice: Choice, form: Form): void {
  const values = (name: string): string[] =>
    form.fields.find((field) => field.name === name)?.options.map((option) => option.value) ?? [];
  for (const id of values('asks')) {
    const fact = case_.facts.find((each) => each.id === id);
    if (fact?.question === null)
      report(
        context,
        'question-missing',
        fact.place,
        `"${choice.id}" asks for "${id}". Say how it is asked for without giving it away: "- asked as: ...".`,
      );
  }
  for (const to of values('to')) {
    if (to === scene.role) report(context, 'form-to-self', choice.place, `"${choice.id}" writes to the role itself.`);
    for (const channel of values('channel')) {
      const pairs = case_.channels.find((each) => each.id === channel)?.between ?? [];
      const open = pairs.length === 0 || pairs.some((pair) => pair.includes(scene.role) && pair.includes(to));
      if (!open)
        report(
          context,
          'channel-closed',
          choice.place,
          `The channel "${channel}" does not join ${scene.role} and ${to}. Take it out, or add the pair to its "between".`,
        );
    }
  }
  const asked = case_.scenes
    .find((each) => each.choices.some((other) => other.id === form.request))
    ?.choices.find((each) => each.id === form.request);
  const addressees =
    asked?.form?.fields.find((field) => field.name === 'to')?.options.map((option) => option.value) ?? [];
  if (asked && !addressees.includes(scene.role))
    report(
      context,
      'reply-misdirected',
      choice.place,
      `"${choice.id}" answers "${asked.id}", which is never sent to ${scene.role}.`,
    );
}

function conditionsOf(choice: Choice): Condition[] {
  return [...choice.effects, ...choice.scores, ...choice.then].flatMap((each) => each.when ?? []);
}

/** Form conditions name values that the form has. */
function checkValues(context: Context, choice: Choice, condition: Condition): void {
  if ('of' in condition && Array.isArray(condition.of))
    for (const each of condition.of as readonly Condition[]) checkValues(context, choice, each);
  if (condition.is === 'not') checkValues(context, choice, condition.of);
  if (condition.is !== 'field') return;
  const field = choice.form?.fields.find((each) => each.name === condition.field);
  if (field?.type === 'text')
    report(context, 'free-text-read', choice.place, `"${field.name}" is free text, which never changes what happens.`);
  else if (field)
    checkOption(
      context,
      choice.place,
      field.name,
      condition.value,
      field.options.map((option) => option.value),
    );
}
