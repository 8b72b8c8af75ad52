import type { Finding } from '../command';
import { checkAgenda } from './check-agenda';
import { checkFacts } from './check-facts';
import { checkNames } from './check-names';
import { checkProse } from './check-prose';
import { compile, type Compilation } from './compile';
import { withoutConsequences } from './consequences';
import type { Compiled, Item } from './curriculum';
import { report, type Gather, type Place } from './gather';
import { blocksOf, type ModuleSource } from './modules';
import { compileOverlays } from './overlays/compile';
import type { CompiledOverlay } from './overlays/overlay';
import { meant } from './nearest';
import type { SourceFile } from './source';

/** A curriculum compiled and checked. It may be published where there is no finding. */
export interface Checked {
  readonly compiled?: Compiled;
  /** Both books for each state or agency that tailors them. */
  readonly overlays: readonly CompiledOverlay[];
  readonly findings: readonly Finding[];
  /** Where each id stands. */
  readonly places: ReadonlyMap<string, Place>;
}

/**
 * Compiles and checks everything that the files say. `cases` are the cases that stand beside them, by id; of their files
 * (below `scenario/`), where they are given, only the names are checked: a case has a compiler of its own.
 */
export function check(all: readonly SourceFile[], cases: readonly string[]): Checked {
  const inCases = all.filter(({ path }) => path.startsWith('scenario/'));
  const files = all.filter(({ path }) => !path.startsWith('overlays/') && !path.startsWith('scenario/'));
  const compilation = compile(files);
  const { compiled, gather } = compilation;
  refuseStrays(gather, files);
  checkModules(compilation);
  if (compiled) {
    checkReferences(gather, compiled);
    checkItems(gather, [...compiled.assessment.items, ...(compiled.assessment.spare ?? [])]);
    checkProse(gather, compiled, files);
    checkFacts(gather, compiled.handbook);
  }
  checkNames(gather, inCases, compilation.modules.map(({ module }) => module), compiled?.assessment);
  checkAgenda(compilation, cases);
  const overlays = compileOverlays(compilation, all);
  return { findings: withoutConsequences(gather.findings), places: gather.places, overlays, ...(compiled ? { compiled } : {}) };
}

const knownPaths = /^(?:(?:curriculum|agenda|glossary|rubric|logframe|CHANGES)\.md|modules\/[^/]+\/[^/]+\.md|assessment\/[^/]+\.md|(?:.*\/)?README\.md)$/;

function refuseStrays(gather: Gather, files: readonly SourceFile[]): void {
  for (const { path } of files) {
    if (knownPaths.test(path)) continue;
    const message = `Nothing reads this file.${meant(path, ['curriculum.md', 'agenda.md', 'glossary.md'])} Modules stand in folders: modules/10-name/module.md.`;
    report(gather, 'file-unknown', { file: path, line: 1 }, message);
  }
}

function checkReferences(gather: Gather, { handbook, guide }: Compiled): void {
  for (const { target, from, ...place } of gather.references) {
    const inHandbook = Object.hasOwn(handbook.targets, target);
    const inGuide = Object.hasOwn(guide.targets, target);
    if (!inHandbook && !inGuide) {
      const message = `The reference to "${target.slice(0, 80)}" leads nowhere.${meant(target, Object.keys(guide.targets))}`;
      report(gather, 'reference-broken', place, message);
    } else if (from !== 'guide' && !inHandbook) {
      const message = `Participants read these words, but "${target}" is only in the Guide. Take the reference out, or put it into a Guide block.`;
      report(gather, 'reference-to-guide', place, message);
    }
  }
}

function checkModules({ modules, compiled, gather }: Compilation): void {
  const known = new Set(modules.flatMap(({ module }) => module.objectives.map((each) => each.id)));
  const tested = new Set(compiled?.assessment.items.map((item) => item.objective));
  for (const source of modules) {
    const { module, file } = source;
    const practised = new Set<string>();
    for (const { id, activity } of blocksOf(module)) {
      for (const objective of activity?.objectives ?? []) {
        practised.add(objective);
        if (known.has(objective)) continue;
        const message = `There is no objective "${objective}".${meant(objective, [...known])}`;
        report(gather, 'objective-unknown', gather.places.get(id) ?? { file, line: 1 }, message);
      }
    }
    if (module.status === 'outline') continue;
    checkMinutes(gather, source);
    for (const [index, { id }] of module.objectives.entries()) {
      const place: Place = { file, line: source.lineOf(['objectives', index, 'id']) };
      if (!practised.has(id)) {
        const message = `No activity practises the objective "${id}". Name it in objectives="…" of one, or take it out.`;
        report(gather, 'objective-without-activity', place, message);
      }
      if (compiled && !tested.has(id)) {
        const message = `No test question asks for the objective "${id}". Write a pair in assessment/.`;
        report(gather, 'objective-without-item', place, message);
      }
    }
  }
}

function checkMinutes(gather: Gather, { module, file, lineOf }: ModuleSource): void {
  const sum = module.plan.reduce((all, step) => all + step.minutes, 0);
  if (sum === module.minutes) return;
  const message = `The module says ${module.minutes} minutes; its activities and timed sections take ${sum}. Change one or the other.`;
  report(gather, 'minutes-sum-wrong', { file, line: lineOf(['minutes']) }, message);
}

function checkItems(gather: Gather, items: readonly Item[]): void {
  for (const item of items) {
    const place = gather.places.get(item.id);
    if (!place) continue;
    const others = items.filter((other) => other.pair === item.pair && other !== item);
    const [partner] = others;
    if (!partner) {
      const other = item.form === 'pre' ? 'post' : 'pre';
      report(gather, 'item-without-pair', place, `The pair "${item.pair}" has no question with form=${other}.`);
    } else if (item.form === 'post' && !areParallel(item, others)) {
      const message = `The questions of the pair "${item.pair}" are one pre and one post, of the same type and objective.`;
      report(gather, 'item-pair-unlike', place, message);
    }
  }
}

function areParallel(item: Item, others: readonly Item[]): boolean {
  const [partner] = others;
  return (
    others.length === 1 &&
    partner?.form !== item.form &&
    partner?.type === item.type &&
    partner.spare === item.spare &&
    partner.objective === item.objective
  );
}
