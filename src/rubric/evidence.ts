/** What a mark points at: words of the text, a field of its form, something that is not there, or a time. */
export type Evidence =
  /** Words by their place in a text, never a copy of them: what is removed from the text is removed from the mark. */
  | { readonly by: 'quote'; readonly field: string; readonly from: number; readonly to: number }
  | { readonly by: 'field'; readonly name: string }
  /** A field that was left empty, or a line of the rubric that says what can be missing. */
  | { readonly by: 'absence'; readonly name: string }
  | { readonly by: 'time'; readonly name: string };

/** What there is to point at in one text: everything else is no evidence. */
export interface Citable {
  readonly texts: readonly { readonly field: string; readonly body: string | null }[];
  readonly fields: readonly string[];
  readonly absent: readonly string[];
  readonly times: readonly string[];
}

/** One sentence of a text by its place. */
export interface Sentence {
  readonly field: string;
  readonly from: number;
  readonly to: number;
  readonly words: string;
}

/** The sentences of these texts in order. Spaces around them are not theirs. */
export function sentencesOf(texts: Citable['texts']): Sentence[] {
  const segmenter = new Intl.Segmenter(undefined, { granularity: 'sentence' });
  return texts.flatMap(({ field, body }) =>
    [...segmenter.segment(body ?? '')].flatMap(({ segment, index }) => {
      const words = segment.trim();
      const from = index + segment.indexOf(words);
      return words === '' ? [] : [{ field, from, to: from + words.length, words }];
    }),
  );
}

/**
 * Where these words stand in the texts, exactly as they were written; undefined where they do not. Spaces, the two kinds
 * of quotation marks and the two ways of writing one letter with its accent are not told apart: a keyboard changes them.
 */
export function findQuote(texts: Citable['texts'], words: string): Evidence | undefined {
  const bare = words.trim().replace(/^["“”„«»]+|["“”„«»]+$/g, '');
  if (!/[\p{L}\p{N}]/u.test(bare)) return undefined;
  for (const { field, body } of texts) {
    for (const form of ['NFC', 'NFD'] as const) {
      const found = patternOf(bare.normalize(form)).exec(body ?? '');
      if (found) return { by: 'quote', field, from: found.index, to: found.index + found[0].length };
    }
  }
  return undefined;
}

function patternOf(words: string): RegExp {
  const parts = words.trim().split(/\s+/);
  const exact = parts.map((part) =>
    part
      .replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
      .replace(/['’‘]/g, "['’‘]")
      .replace(/["“”„]/g, '["“”„]'),
  );
  return new RegExp(exact.join('\\s+'), 'u');
}

/** The words that a mark quotes; null where they have been removed with their text. */
export function quoted(texts: Citable['texts'], evidence: Extract<Evidence, { by: 'quote' }>): string | null {
  const body = texts.find(({ field }) => field === evidence.field)?.body ?? null;
  return body === null ? null : body.slice(evidence.from, evidence.to);
}

/** Whether there is what this evidence points at. */
export function isThere(evidence: Evidence, { texts, fields, absent, times }: Citable): boolean {
  if (evidence.by === 'field') return fields.includes(evidence.name);
  if (evidence.by === 'absence') return absent.includes(evidence.name);
  if (evidence.by === 'time') return times.includes(evidence.name);
  const words = quoted(texts, evidence);
  return words !== null && words.trim() !== '' && words.length === evidence.to - evidence.from && evidence.from >= 0;
}

/** Evidence as one value of a form, and back. What is no such value is undefined. */
export function writeEvidence(evidence: Evidence): string {
  return evidence.by === 'quote'
    ? `quote:${evidence.from}-${evidence.to}:${evidence.field}`
    : `${evidence.by}:${evidence.name}`;
}

export function readEvidence(value: string): Evidence | undefined {
  const quote = /^quote:(\d{1,6})-(\d{1,6}):(.+)$/s.exec(value);
  if (quote) return { by: 'quote', field: quote[3] ?? '', from: Number(quote[1]), to: Number(quote[2]) };
  const [, by, name = ''] = /^(field|absence|time):(.+)$/s.exec(value) ?? [];
  return by === 'field' || by === 'absence' || by === 'time' ? { by, name } : undefined;
}
