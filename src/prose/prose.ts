/**
 * Text as plain data: what Markdown becomes before it is drawn on a page or on paper. It holds no HTML, so nothing
 * that a stranger wrote can be markup. Everything here is JSON, and is frozen inside a publication.
 */
export type Inline =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'strong'; readonly children: readonly Inline[] }
  | { readonly type: 'em'; readonly children: readonly Inline[] }
  | { readonly type: 'code'; readonly text: string }
  /** An outside address (https or mailto only) or one within the product (starting with one `/`). */
  | { readonly type: 'link'; readonly href: string; readonly children: readonly Inline[] }
  /** A cross reference by id, across both books: a link on a screen, "Handbook p. 14" on paper. */
  | { readonly type: 'reference'; readonly target: string; readonly children: readonly Inline[] }
  /** Words in another language or script (`lang` is BCP 47): shaped, ordered and spoken as such. */
  | { readonly type: 'foreign'; readonly lang: string; readonly children: readonly Inline[] }
  /** A fact of the case, named in a scene's text. */
  | { readonly type: 'fact'; readonly id: string; readonly text: string }
  /** A remark that stands below the text; its mark stands here. `number` is given when a book is made. */
  | { readonly type: 'footnote'; readonly number?: number; readonly children: readonly Inline[] }
  | { readonly type: 'break' };

export type Align = 'start' | 'center' | 'end';

export type Content =
  | { readonly type: 'paragraph'; readonly children: readonly Inline[] }
  /** A heading inside a block; level 1 is the first below the block's own. */
  | { readonly type: 'heading'; readonly level: 1 | 2 | 3; readonly id: string; readonly children: readonly Inline[] }
  | {
      readonly type: 'list';
      readonly ordered: boolean;
      readonly start: number;
      readonly items: readonly (readonly Content[])[];
    }
  | {
      readonly type: 'table';
      readonly caption?: string;
      readonly align: readonly Align[];
      readonly head: readonly (readonly Inline[])[];
      readonly rows: readonly (readonly (readonly Inline[])[])[];
    }
  | { readonly type: 'quote'; readonly children: readonly Content[] }
  /** A drawing from the source, as SVG of a safe subset; `alt` is its text alternative. */
  | { readonly type: 'figure'; readonly svg: string; readonly alt: string; readonly caption?: string }
  /** An empty place to write on, for tools and worksheets. `lines` are rules to write on; a `label` stands above. */
  | { readonly type: 'field'; readonly label: string; readonly lines: number }
  | { readonly type: 'rule' };

/** What reading a text can find. `docs/diagnostics.md` has a section for each. */
export const proseCodes = [
  'attribute-wrong',
  'character-odd',
  'code-block',
  'fact-without-source',
  'field-misplaced',
  'footnote-missing',
  'footnote-unused',
  'html-raw',
  'image-unsupported',
  'language-unknown',
  'link-unsafe',
  'nesting-deep',
  'text-too-long',
] as const;
export type ProseCode = (typeof proseCodes)[number];

/** What is wrong in a text, in its author's words; `line` counts from 1 in the file that the text stands in. */
export interface Problem<Code extends string = ProseCode> {
  readonly code: Code;
  readonly line: number;
  readonly message: string;
}

/** The words alone, for search, counting and alternatives. */
export function plainText(nodes: readonly Inline[]): string {
  return nodes
    .map((node) => {
      if (node.type === 'break') return ' ';
      if (node.type === 'footnote') return ` (${plainText(node.children)})`;
      return 'text' in node ? node.text : plainText(node.children);
    })
    .join('');
}
