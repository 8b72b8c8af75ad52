import { join } from 'node:path';
import { type Compiled, checkFolder } from '../../src/curriculum';
import type { Db } from '../../src/db';
import { publishCompiled, readCases } from '../../src/publish';
import { root } from '../../src/root';
import type { Case } from '../../src/scenario';

/** A curriculum in which everything that only some may read carries a mark that is found wherever it leaks. */
export interface Planted {
  readonly publicationId: string;
  /** Facilitator text, model answers, keys' feedback: for nobody who takes part. */
  readonly hidden: readonly string[];
  readonly caseId: string;
}

export const guideMark = 'KANARIGUIDE';
export const keyMark = 'KANARIKEY';
/** In everything written for one seat of the case only: its briefing and its scenes. */
export const seatMark = (role: string): string => `KANARISEAT${role.toUpperCase()}`;

/** Publishes the shipped curriculum, spare questions in its tests, with a mark in every Guide-only text and in all feedback of a test. */
export async function publishPlanted(db: Db, now: Date): Promise<Planted> {
  const folder = join(root, 'curriculum');
  const { compiled } = checkFolder(folder);
  if (!compiled) throw new Error('The curriculum does not compile.');
  const handbookTexts = new Set(textsIn(compiled.handbook));
  const planted: Compiled = {
    ...compiled,
    guide: markTexts(compiled.guide, (text) => (handbookTexts.has(text) ? text : `${guideMark} ${text}`)),
    assessment: {
      ...compiled.assessment,
      items: [...compiled.assessment.items, ...(compiled.assessment.spare ?? [])].map((item) => ({
        ...item,
        ...(item.feedback && {
          feedback: [{ type: 'paragraph' as const, children: [{ type: 'text' as const, text: `${keyMark} said` }] }],
        }),
        options: item.options.map((option) => ({
          ...option,
          feedback: [
            { type: 'paragraph' as const, children: [{ type: 'text' as const, text: `${keyMark} feedback` }] },
          ],
        })),
      })),
    },
  };
  const cases = Object.fromEntries(Object.entries(readCases(folder)).map(([id, one]) => [id, markSeats(one)]));
  const { id } = await publishCompiled(db, now, planted, cases);
  return { publicationId: id, hidden: [guideMark, keyMark], caseId: Object.keys(cases)[0] ?? '' };
}

function markSeats(one: Case): Case {
  return {
    ...one,
    roles: one.roles.map((role) => ({
      ...role,
      briefing: markTexts(role.briefing, (text) => `${seatMark(role.id)} ${text}`),
    })),
    scenes: one.scenes.map((scene) => ({
      ...scene,
      title: `${seatMark(scene.role)} ${scene.title}`,
      body: markTexts(scene.body, (text) => `${seatMark(scene.role)} ${text}`),
    })),
  };
}

function textsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== 'object' || value === null) return [];
  const own = 'type' in value && value.type === 'text' && 'text' in value ? [String(value.text)] : [];
  return [...own, ...Object.values(value).flatMap(textsIn)];
}

function markTexts<Value>(value: Value, marked: (text: string) => string): Value {
  if (Array.isArray(value)) return value.map((each: unknown) => markTexts(each, marked)) as Value;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, each]: [string, unknown]) => {
    const isText = key === 'text' && 'type' in value && value.type === 'text' && typeof each === 'string';
    return [key, isText ? marked(each) : markTexts(each, marked)];
  });
  return Object.fromEntries(entries) as Value;
}
