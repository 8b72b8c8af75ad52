import type { Content } from '../prose/prose';

/**
 * The compiled curriculum: plain JSON, made from `curriculum/` by `compile.ts` and frozen inside a publication. Ids are
 * unique within a curriculum and never reused; notes, overlays, translations and references hang on them.
 */
export const editions = ['handbook', 'guide'] as const;
export type Edition = (typeof editions)[number];

/** Who meets a block: readers of both books, or of one only. */
export type Audience = 'both' | Edition;

/** The five RAAPT principles, in the order of the letters. */
export const principles = ['relevance', 'accuracy', 'accountability', 'partnership', 'timeliness'] as const;
export type Principle = (typeof principles)[number];

export const guideKinds = ['facilitator', 'say', 'do', 'ask', 'watch-for', 'model-answer', 'debrief'] as const;
export const sharedKinds = [
  'activity',
  'handout',
  'key-points',
  'reflection',
  'safety',
  'tool',
  'definition',
  'source',
  'figure',
] as const;
export const fencedKinds = [...guideKinds, 'handbook', ...sharedKinds] as const;
/** What stands between `:::` fences. The list is closed. */
export type FencedKind = (typeof fencedKinds)[number];
/**
 * `text` is a run of plain Markdown under one id; `heading` is a `###` heading between blocks; the notes are what the
 * facilitators of one workshop wrote below a block, for everybody or for themselves.
 */
export type BlockKind = FencedKind | 'text' | 'heading' | 'local-note' | 'guide-note';

/** The kinds that are counted and named by number: "Activity 4.2", "Figure 4.G1" (the Guide's own). */
export const numberedKinds = ['activity', 'handout', 'tool', 'figure'] as const;

/** The logic of an activity. `minimum` (the shortest it can be run in) and `objectives` steer the facilitator. */
export interface ActivityPlan {
  readonly minutes: number;
  readonly minimum?: number;
  readonly grouping?: string;
  readonly materials?: string;
  readonly outcome?: string;
  readonly objectives: readonly string[];
}

/** One piece of a block's body, in reading order: its own text, or a block that stands inside it. */
export type BodyPart = Content | { readonly type: 'block'; readonly block: Block };

/**
 * What an author would translate, replace or cite alone. `textHash` covers the block's own words (title, text,
 * grouping …), `logicHash` its kind and numbers; neither covers the blocks inside it, which have their own.
 */
export interface Block {
  readonly id: string;
  readonly kind: BlockKind;
  readonly audience: Audience;
  /** For numbered kinds, without the word: `4.2`. The same in both editions. */
  readonly number?: string;
  /** The author's heading of the block; for `definition`, the term; for `heading`, the heading itself. */
  readonly title?: string;
  /** For `activity` only. A Handbook's form has no `minimum`. */
  readonly activity?: ActivityPlan;
  readonly body: readonly BodyPart[];
  /** In a tailored book: an overlay's words, an overlay's block, or the programme's text where an overlay is stale. */
  readonly local?: 'replaced' | 'added' | 'stale';
  readonly textHash: string;
  readonly logicHash: string;
}

/** A numbered part of a module (a `##` heading). What stands before the first heading is the module's `opening`. */
export interface Section {
  readonly id: string;
  /** `4.2`: the same in both editions. */
  readonly number: string;
  readonly title: string;
  readonly audience: Audience;
  /** Minutes of input in this section outside its activities; in a Handbook's form always absent. */
  readonly minutes?: number;
  readonly blocks: readonly Block[];
  readonly textHash: string;
  readonly logicHash: string;
}

export interface Objective {
  readonly id: string;
  readonly text: string;
}

/** One timed row of a session plan: an activity, or a section's own input. `starts` counts minutes from zero. */
export interface PlanStep {
  readonly id: string;
  readonly kind: 'activity' | 'input';
  readonly number: string;
  readonly title: string;
  readonly starts: number;
  readonly minutes: number;
  readonly minimum: number;
}

export interface Module {
  readonly id: string;
  /** Place in the book, from 1. */
  readonly number: number;
  readonly title: string;
  readonly aim: string;
  readonly minutes: number;
  /** The shortest time in which it may be run; in a Handbook's form always absent. */
  readonly minimum?: number;
  readonly core: boolean;
  /** `outline`: overview, objectives and timings stand, the text does not yet. Its pages say so. */
  readonly status: 'full' | 'outline';
  readonly raapt: readonly Principle[];
  readonly materials: readonly string[];
  readonly objectives: readonly Objective[];
  readonly opening: readonly Block[];
  readonly sections: readonly Section[];
  /** The timed session plan; in a Handbook's form empty. */
  readonly plan: readonly PlanStep[];
  /** Over title, aim, materials and objectives; and over minutes, core, status, principles. */
  readonly textHash: string;
  readonly logicHash: string;
}

/** Where a reference leads, and by what it is called. `number` is without its word. */
export interface Target {
  readonly id: string;
  readonly kind: 'module' | 'section' | 'objective' | 'term' | BlockKind;
  readonly title?: string;
  readonly number?: string;
  /** The module (its id) on whose page it stands; `glossary` for terms, `preface` for the preface. */
  readonly module: string;
  /** The book in which it is found: for a Guide, `handbook` where only the Handbook has it. */
  readonly edition: Edition;
  /** Its module was left out of this workshop's books: it has a name and leads nowhere. */
  readonly absent?: true;
}

/** For whom a book was tailored, and who answers for the local text. */
export interface Tailored {
  readonly id: string;
  readonly title: string;
  readonly state: string;
  readonly agency?: string;
  readonly owner: string;
  /** BCP 47. */
  readonly language: string;
}

/** One book. A Handbook's form holds no word, id or minute that only a facilitator may see. */
export interface CompiledEdition {
  readonly edition: Edition;
  readonly id: string;
  readonly title: string;
  readonly subtitle: string;
  /** BCP 47. */
  readonly language: string;
  readonly version: string;
  /** Whose wording this is, for the title page. */
  readonly note: string;
  /** Absent in the programme's own book. */
  readonly overlay?: Tailored;
  /** The facilitators of one workshop chose its modules or wrote notes in it. */
  readonly tailored?: true;
  readonly preface: readonly Block[];
  readonly modules: readonly Module[];
  /** Every id that a reference in this book may name. */
  readonly targets: Readonly<Record<string, Target>>;
}

export const agendaKinds = ['module', 'activity', 'case', 'test', 'evaluation', 'fixed'] as const;
export type AgendaKind = (typeof agendaKinds)[number];

/** `starts` and `ends` are clock times at the venue (`09:15`), before any stretching for interpretation. */
export interface AgendaItem {
  readonly id: string;
  readonly kind: AgendaKind;
  /** A module's or activity's id, a case's id, or `pre` / `post` for a test. */
  readonly ref?: string;
  readonly title: string;
  readonly minutes: number;
  /** Minutes with consecutive interpretation: spoken minutes stretched, rounded up to whole minutes. */
  readonly interpreted: number;
  readonly starts: string;
  readonly ends: string;
  /** Counts towards the programme's net minutes (everything but `fixed`). */
  readonly net: boolean;
  /** For `fixed` only: `time` where the room may be late but this may not (meals, prayer); else it keeps its length. */
  readonly holds?: 'time' | 'length';
}

export interface AgendaDay {
  readonly id: string;
  readonly title: string;
  readonly starts: string;
  /** When the day must be over, interpretation included. */
  readonly ends: string;
  readonly netMinutes: number;
  readonly items: readonly AgendaItem[];
}

export interface Agenda {
  readonly days: readonly AgendaDay[];
  readonly netMinutes: number;
  /** Spoken minutes are multiplied by this where the room is interpreted. */
  readonly interpretation: number;
}

export interface Equivalent {
  /** BCP 47. */
  readonly lang: string;
  readonly text: string;
}

export interface GlossaryTerm {
  readonly id: string;
  readonly term: string;
  readonly definition: readonly Content[];
  readonly equivalents: readonly Equivalent[];
  readonly textHash: string;
}

/** In the order of the alphabet of the curriculum's language. */
export interface Glossary {
  readonly terms: readonly GlossaryTerm[];
}

export const itemTypes = [
  'single',
  'multiple',
  'true-false',
  'order',
  'evaluate',
  'match',
  'text',
  'number',
  'rating',
  'request',
] as const;
export type ItemType = (typeof itemTypes)[number];

export interface ItemOption {
  readonly id: string;
  readonly content: readonly Content[];
  readonly correct: boolean;
  /** For `match` only: what belongs to these words. Without words of its own, what belongs to none. */
  readonly match?: string;
  /** For `request` only: the field that it belongs to. */
  readonly field?: string;
  /** Said after the test is closed; may be empty. */
  readonly feedback: readonly Content[];
}

/** The grade of a report in the programme's own grid. */
export interface Grade {
  readonly source: string;
  readonly information: string;
  readonly handling: string;
}

/** What a number has to be: no further from `answer` than `tolerance`. The reader sees the unit. */
export interface NumberKey {
  readonly answer: number;
  readonly tolerance: number;
  readonly unit?: string;
}

/** A field of a request to complete, with options of the question to choose from: one of them, or several. */
export interface ItemField {
  readonly id: string;
  readonly label: string;
  readonly several: boolean;
}

/**
 * One test question with its key: server only. `options` stand in the author's order (for `order`, the right order; for
 * `text`, accepted and foreseen answers; for `evaluate` and `number`, none; for `request`, field by field). A `rating` has no key and is never scored. `version` is the hash of the whole canonical form: an answer names the version it answered.
 */
export interface Item {
  readonly id: string;
  readonly pair: string;
  readonly form: 'pre' | 'post';
  /** Checked and kept with the others, and asked in no test. */
  readonly spare?: true;
  readonly type: ItemType;
  readonly objective: string;
  readonly module: string;
  readonly stem: string;
  /** What stands between the question and its options: a report to grade, a situation. */
  readonly setting: readonly Content[];
  readonly options: readonly ItemOption[];
  readonly grade?: Grade;
  readonly number?: NumberKey;
  /** For `request`: what is chosen, and where own words are written, which no rule marks. */
  readonly fields?: readonly ItemField[];
  readonly writes?: { readonly id: string; readonly label: string };
  /** Of a question without options, and of own words: what is said of the answer after the test is closed. */
  readonly feedback?: readonly Content[];
  readonly textHash: string;
  readonly logicHash: string;
  readonly version: string;
}

/** The programme's one grid for evaluating information, from the curriculum's front matter: code to words. */
export interface Grid {
  readonly source: Readonly<Record<string, string>>;
  readonly information: Readonly<Record<string, string>>;
  readonly handling: Readonly<Record<string, string>>;
}

export interface Assessment {
  /** The questions of the two tests. */
  readonly items: readonly Item[];
  /** Questions that are in no test; absent where there are none. */
  readonly spare?: readonly Item[];
  readonly grid?: Grid;
}

/** One step of a criterion: its number, and what a text is like that earns it. */
export interface RubricLevel {
  readonly value: number;
  readonly text: string;
}

/** What a rater may point at as not there. */
export interface RubricSign {
  readonly id: string;
  readonly text: string;
}

/** One thing that a text is marked on. `levels` stand with the highest first; the lowest is 0. */
export interface Criterion {
  readonly id: string;
  readonly principle: Principle;
  readonly title: string;
  /** Its test question. */
  readonly question: string;
  readonly levels: readonly RubricLevel[];
  readonly signs: readonly RubricSign[];
  readonly textHash: string;
}

/** By what free text is marked, criterion by criterion; marks of several are never added. */
export interface Rubric {
  readonly criteria: readonly Criterion[];
  readonly textHash: string;
}

/** Everything that `curriculum/` (without its cases) says. */
export interface Compiled {
  readonly handbook: CompiledEdition;
  readonly guide: CompiledEdition;
  readonly agenda: Agenda;
  readonly glossary: Glossary;
  readonly assessment: Assessment;
  /** Absent where a curriculum has no `rubric.md`. */
  readonly rubric?: Rubric;
}
