import { type Content, contentHtml, plainDrawing } from '../prose';
import type { Item } from '../curriculum';
import type { Response } from './question';
import { fieldMark, optionsIn } from './request';

/** One field of a request that was sent: what was chosen, what would have been right, and what is said of it. */
export interface FieldReview {
  readonly label: string;
  readonly state: 'right' | 'part' | 'wrong';
  readonly lines: readonly {
    readonly contentHtml: string;
    readonly chosen: boolean;
    readonly correct: boolean;
    readonly feedbackHtml: string;
  }[];
}

export interface RequestReview {
  readonly number: number;
  readonly stem: string;
  readonly settingHtml: string;
  readonly fields: readonly FieldReview[];
  readonly label: string;
  /** Null where nothing was written, or where it has been removed. */
  readonly words: string | null;
  readonly saidHtml: string;
}

/** What its writer may read of the requests of a test that was sent. Only for a test that was sent: it holds the key. */
export function reviewsOf(items: readonly Item[], given: ReadonlyMap<string, Response>): RequestReview[] {
  return items.flatMap((item, at): RequestReview[] => {
    const { fields, writes } = item;
    if (!fields || !writes) return [];
    const response = given.get(item.id);
    const filled = response && 'fields' in response ? response : { fields: {} };
    return [
      {
        number: at + 1,
        stem: item.stem,
        settingHtml: html(item.setting),
        fields: fields.map((field) => {
          const chosen = filled.fields[field.id] ?? [];
          const mark = fieldMark(item, field, chosen);
          const told = optionsIn(item, field).filter(({ id, correct }) => correct || chosen.includes(id));
          return {
            label: field.label,
            state: mark === 1 ? 'right' : mark > 0 ? 'part' : 'wrong',
            lines: told.map(({ id, content, correct, feedback }) => ({
              contentHtml: html(content),
              chosen: chosen.includes(id),
              correct,
              feedbackHtml: html(feedback),
            })),
          };
        }),
        label: writes.label,
        words: filled.words || null,
        saidHtml: html(item.feedback ?? []),
      },
    ];
  });
}

function html(content: readonly Content[]): string {
  return contentHtml(content, plainDrawing);
}
