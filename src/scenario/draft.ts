import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Words } from '../words';
import type { Case } from './case';
import { compileCase } from './compile';
import { type DeskPage, deskOf } from './desk';
import { readCaseFolder } from './files';
import { nothingTyped } from './move';
import type { Standing } from './run';
import type { State } from './state';
import { start, step } from './step';
import { playRecorded } from './verify/recorded';
import { stateCap, verify } from './verify/verify';
import { type Fault, sayWalk, type Walk } from './verify/walk';
import { view } from './view';

/** A course that can be opened: a finding's, an ending's or a recorded one. */
export interface Course {
  /** What it is called in an address. */
  readonly name: string;
  readonly kind: 'finding' | 'ending' | 'walk';
  readonly title: string;
  readonly place: string;
  readonly code: string;
  readonly walk: Walk | null;
}

/** What stands at one step of a course: every desk as its role sees it. */
export interface Situation {
  readonly course: Course;
  /** Inputs taken so far, and of how many. */
  readonly at: number;
  readonly steps: readonly string[];
  readonly desks: readonly DeskPage[];
  readonly ending: string | null;
}

/** A case of a folder as it stands on disk, compiled and explored anew when a file has changed. */
export class CaseDraft {
  private stamp = '';
  private exercise: Case | undefined;
  /** The last version that compiled is shown while a file cannot be read. */
  isLast = false;
  courses: readonly Course[] = [];

  constructor(
    readonly folder: string,
    private readonly t: Words,
    private readonly cap = stateCap,
  ) {}

  get title(): string {
    return this.exercise?.title ?? basename(this.folder);
  }

  refresh(): void {
    const stamp = stampOf(this.folder);
    if (stamp === this.stamp) return;
    this.stamp = stamp;
    const { compiled, findings } = compileCase(readCaseFolder(this.folder));
    const sound = compiled !== undefined && findings.length === 0;
    this.isLast = !sound;
    if (sound) this.exercise = compiled;
    this.courses = sound
      ? coursesOf(compiled, this.cap)
      : findings.map((each, index) => ofFault({ ...each, walk: null }, index));
  }

  /** Undefined where there is no such course. `at` beyond its end is its end, and so is none. */
  situation(name: string, at: number | undefined): Situation | undefined {
    const course = this.courses.find((each) => each.name === name);
    const { exercise } = this;
    if (!course?.walk || !exercise) return undefined;
    const { walk } = course;
    const taken = Math.min(at ?? walk.inputs.length, walk.inputs.length);
    let state = start(exercise, walk.seed);
    const log: Standing[] = [];
    for (const [index, input] of walk.inputs.slice(0, taken).entries()) {
      const next = step(exercise, state, input);
      if ('refused' in next) break;
      state = next.accepted;
      const role = input.type === 'decide' ? input.role : null;
      const { contentHash: caseHash, engineVersion } = exercise;
      const kept = { inputId: null, at: new Date(0), stateHash: '', caseHash, engineVersion };
      log.push({ seq: index + 1, actor: 'team', role, input, ...kept });
    }
    const steps = walk.inputs.map((input) => sayWalk({ seed: walk.seed, inputs: [input] }));
    const desks = exercise.roles.map(({ id }) => this.desk(exercise, state, id, log));
    return {
      course,
      at: taken,
      steps,
      desks,
      ending: exercise.endings.find(({ id }) => id === state.ending)?.title ?? null,
    };
  }

  private desk(exercise: Case, state: State, role: string, log: readonly Standing[]): DeskPage {
    const seen = log.map((each): Standing =>
      each.role === null || each.role === role ? each : { ...each, actor: 'stand-in' },
    );
    const run = {
      id: role,
      workshopId: null,
      personId: '',
      caseId: exercise.id,
      role,
      caseHash: '',
      engineVersion: '',
      seed: '',
    };
    const kept = { ...run, startedAt: new Date(0), endedAt: null, ending: null };
    const source = { run: kept, exercise, view: view(exercise, state, role), log: seen, texts: [] };
    const desk = deskOf(source, { choice: '', before: nothingTyped }, this.t);
    // A message lies on two desks, and both stand on this page.
    const own = (messages: DeskPage['out']): DeskPage['out'] =>
      messages.map((each) => ({ ...each, id: `${role}-${each.id}` }));
    const { arrived, toAnswer, earlier, out } = desk;
    return { ...desk, arrived: own(arrived), toAnswer: own(toAnswer), earlier: own(earlier), out: own(out) };
  }
}

function coursesOf(exercise: Case, cap: number): Course[] {
  const { findings, endings } = verify(exercise, cap);
  return [
    ...findings.map(ofFault),
    ...exercise.checks.flatMap((check): Course[] =>
      check.check === 'walk'
        ? [
            {
              name: `walk-${check.id}`,
              kind: 'walk',
              title: check.id,
              place: `${check.place.file}:${check.place.line}`,
              code: '',
              walk: playRecorded(exercise, check).walk,
            },
          ]
        : [],
    ),
    ...endings.map(({ id, walk }): Course => {
      const ending = exercise.endings.find((each) => each.id === id);
      return {
        name: `ending-${id}`,
        kind: 'ending',
        title: ending?.title ?? id,
        place: `${ending?.place.file ?? ''}:${ending?.place.line ?? 1}`,
        code: '',
        walk,
      };
    }),
  ];
}

function ofFault({ code, file, line, message, walk }: Fault, index: number): Course {
  return { name: `finding-${index + 1}`, kind: 'finding', title: message, place: `${file}:${line}`, code, walk };
}

/** Changes when a file of the folder does. */
function stampOf(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((path) => {
      const found = statSync(join(folder, path), { throwIfNoEntry: false });
      return `${path} ${found?.size ?? 0} ${found?.mtimeMs ?? 0}`;
    })
    .join('\n');
}
