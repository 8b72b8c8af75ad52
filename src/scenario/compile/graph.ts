import type { Finding } from '../../command';
import type { Atom, Case, Effect, Id, Place } from '../case';
import { atomsOf } from './perspective';
import { factsIn } from './text';

/** What the rules alone show, whatever happens: things declared and never used, read and never written, asked in vain. */
export function checkGraph(case_: Case): Finding[] {
  const used = usesOf(case_);
  const findings: Finding[] = [];
  const add = (code: string, place: Place, message: string): void => {
    findings.push({ code, file: place.file, line: place.line, message });
  };
  for (const fact of case_.facts) {
    if (!used.learned.has(fact.id))
      add(
        'fact-never-known',
        fact.place,
        `Nobody can ever know "${fact.id}". Let a role start with it, learn it, or take a document that carries it; or remove it.`,
      );
    else if (!used.facts.has(fact.id))
      add('fact-unused', fact.place, `Nothing asks for, passes on, reads or names "${fact.id}". Use it, or remove it.`);
  }
  for (const document of case_.documents)
    if (document.starts.length === 0 && !used.documents.has(document.id))
      add('document-unused', document.place, `Nobody ever holds "${document.id}".`);
  const home: Place = { file: 'exercise.md', line: 1 };
  for (const [flag, place] of used.flagsRead)
    if (!used.flagsSet.has(flag))
      add('flag-never-set', place ?? home, `The flag "${flag}" is read, but nothing sets it.`);
  const shown = new Set(case_.flags.filter((flag) => flag.public).map((flag) => flag.id));
  for (const [flag, place] of used.flagsSet)
    if (!used.flagsRead.has(flag) && !shown.has(flag))
      add(
        'flag-never-read',
        place ?? home,
        `The flag "${flag}" is set, but nothing reads it. Read it in a condition, make it public, or remove it.`,
      );
  const asked = new Set(
    [...case_.scenes].flatMap((scene) => scene.choices.flatMap((choice) => choice.form?.request ?? [])),
  );
  const end = case_.phases.reduce((sum, phase) => sum + phase.lasts, 0);
  for (const scene of case_.scenes)
    for (const choice of scene.choices) {
      if (choice.form?.kind !== 'request' || asked.has(choice.id)) continue;
      const channels =
        choice.form.fields.find((field) => field.name === 'channel')?.options.map((option) => option.value) ?? [];
      const outlasts =
        channels.length > 0 &&
        channels.every((id) => (case_.channels.find((channel) => channel.id === id)?.latency ?? 0) >= end);
      if (!outlasts)
        add(
          'request-unanswerable',
          choice.place,
          `Nobody can answer "${choice.id}". Give the other role a choice with "form: reply to ${choice.id}" or "form: refuse ${choice.id}".`,
        );
    }
  return findings;
}

interface Uses {
  readonly facts: Set<Id>;
  readonly learned: Set<Id>;
  readonly documents: Set<Id>;
  readonly flagsSet: Map<Id, Place | null>;
  readonly flagsRead: Map<Id, Place | null>;
}

function usesOf(case_: Case): Uses {
  const uses: Uses = {
    facts: new Set(),
    learned: new Set(),
    documents: new Set(),
    flagsSet: new Map(),
    flagsRead: new Map(),
  };
  const atoms = (list: readonly Atom[], place: Place): void => {
    for (const atom of list) {
      if (atom.is === 'knows' || atom.is === 'graded') uses.facts.add(atom.fact);
      if (atom.is === 'breached') uses.facts.add(atom.id);
      if (atom.is === 'flag' && !uses.flagsRead.has(atom.flag)) uses.flagsRead.set(atom.flag, place);
    }
  };
  const effects = (list: readonly Effect[], place: Place): void => {
    for (const effect of list) {
      atoms(atomsOf(effect.when), place);
      if (effect.do === 'learns') uses.learned.add(effect.fact);
      if (effect.do === 'tells') uses.facts.add(effect.fact);
      if (effect.do === 'takes' || effect.do === 'hands') uses.documents.add(effect.document);
      if (effect.do === 'sets' && !uses.flagsSet.has(effect.flag)) uses.flagsSet.set(effect.flag, place);
    }
  };
  for (const fact of case_.facts) {
    if (fact.starts.length > 0) uses.learned.add(fact.id);
    if (fact.supersedes !== null) {
      uses.facts.add(fact.id);
      uses.facts.add(fact.supersedes);
    }
  }
  for (const document of case_.documents) for (const { fact } of document.carries) uses.learned.add(fact);
  for (const scene of case_.scenes) {
    atoms(atomsOf(scene.opens), scene.place);
    for (const block of scene.body) {
      atoms(atomsOf(block.when), scene.place);
      for (const fact of factsIn(block.content)) uses.facts.add(fact);
    }
    for (const rule of scene.standIns) atoms(atomsOf(rule.when), rule.place);
    for (const choice of scene.choices) {
      atoms(atomsOf(choice.if), choice.place);
      effects(choice.effects, choice.place);
      for (const each of [...choice.scores, ...choice.then]) atoms(atomsOf(each.when), choice.place);
      for (const block of choice.feedback) {
        atoms(atomsOf(block.when), choice.place);
        for (const fact of factsIn(block.content)) uses.facts.add(fact);
      }
      for (const field of choice.form?.fields ?? [])
        if (['asks', 'gives'].includes(field.name)) for (const option of field.options) uses.facts.add(option.value);
        else if (field.name.startsWith('grade.')) uses.facts.add(field.name.slice(6));
    }
  }
  for (const inject of case_.injects) {
    effects(inject.effects, inject.place);
    for (const effect of inject.effects) if (effect.do === 'tells') uses.learned.add(effect.fact);
    for (const rule of inject.scores) atoms(atomsOf(rule.when), inject.place);
  }
  for (const ending of case_.endings) {
    atoms(atomsOf(ending.if), ending.place);
    for (const rule of ending.scores) atoms(atomsOf(rule.when), ending.place);
  }
  for (const { entries } of case_.persons ?? []) for (const each of entries) atoms(atomsOf(each.if), each.place);
  for (const check of case_.checks) if ('if' in check) atoms(atomsOf(check.if), check.place);
  return uses;
}
