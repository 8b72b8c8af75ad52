import type { Content, Inline } from '../prose/prose';

/**
 * What can be printed, as plain data: a whole book, or sheets. It is JSON: it crosses into the printing thread, is hashed for
 * caches, and holds no function and no HTML. Words that the printer itself must say come with it.
 */
export type PrintDocument = Book | Piece | CertificateSheet | CertificateSheets | SignInSheet | NameTents | JoinCards;

export type Paper = 'A4' | 'Letter';

/** What every document says of itself: shown in a reader's title bar, and told to a screen reader. */
export interface Imprint {
  /** The title of the file, in one line. */
  readonly title: string;
  readonly author: string;
  /** BCP 47, of the main text. */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly paper: Paper;
  /** The day it is dated, ISO (`2026-11-21`): the file's own date, so that equal documents are equal files. */
  readonly day: string;
}

export interface Book extends Imprint {
  readonly kind: 'book';
  /** The title on the title page. */
  readonly heading: string;
  /** On the title page, above the title: the programme's name. */
  readonly programme: string;
  readonly subtitle?: string;
  /** The name of this edition in its own language: "Student Handbook", "Facilitator's Guide". */
  readonly edition: string;
  /** How this publication is called in one line, for title page, foot and colophon: "Version 2026.1, 3f9c2a71". */
  readonly publication: string;
  /** The day of the publication as people of this language write it. */
  readonly date: string;
  /** What stands on the page after the title page: who made this, under which terms, whose wording it is not. */
  readonly colophon: readonly Content[];
  readonly sections: readonly Section[];
  /** Two pages on each side of a sheet, to be folded and stapled in the middle: for the printer, not for reading. */
  readonly booklet?: boolean;
  /** Pages of blocks in the other book, by id, for references that lead there. */
  readonly otherBook?: Readonly<Record<string, number>>;
  /** At the end of the book; its entries in the order in which they are to be printed. */
  readonly index?: { readonly title: string; readonly entries: readonly IndexEntry[] };
  readonly words: BookWords;
}

/** Something that a reader may look up: found on every page that has one of its `forms` in running text. */
export interface IndexEntry {
  readonly title: string;
  readonly forms: readonly string[];
  /** Sections and blocks that treat it: their pages are printed strong. */
  readonly ids: readonly string[];
}

/**
 * A few pages that are used alone: the agenda, a blank tool, the pack of a substitute. Its heading stands at the top of its
 * first page (none: each block names itself); sections of level 1 begin a page, others follow on.
 */
export interface Piece extends Imprint {
  readonly kind: 'piece';
  readonly heading?: string;
  readonly facts?: readonly Fact[];
  /** At the head and the foot of each page, as in a book. */
  readonly running: string;
  readonly edition: string;
  readonly publication: string;
  readonly date: string;
  readonly blocks: readonly Block[];
  readonly sections: readonly Section[];
  /** Each block of its own begins a page. */
  readonly apart?: boolean;
  /** Pages of the Handbook, by id. */
  readonly otherBook?: Readonly<Record<string, number>>;
  readonly words: BookWords;
}

/** What the printer says itself. A gap in braces is filled: `{page}`, `{title}`. */
export interface BookWords {
  readonly contents: string;
  /** "p. {page}": after a reference within this book. */
  readonly page: string;
  /** "Handbook p. {page}": after a reference into the other book, and beside what stands in both. */
  readonly otherBookPage: string;
  /** "[source: p. {page}]": for a reference without words of its own. */
  readonly mark: string;
  /** "FICTIONAL – EXERCISE": on every page that shows a part of the case. */
  readonly exercise: string;
}

/** A heading with what stands below it. Sections of level 1 are modules: each starts a page and names the running head. */
export interface Section {
  readonly id: string;
  readonly level: 1 | 2 | 3;
  /** "4" or "4.2"; absent for what is not counted. */
  readonly number?: string;
  readonly title: readonly Inline[];
  /** Above a module's title: "Module". */
  readonly word?: string;
  /** Small facts under the heading: time, materials. */
  readonly facts?: readonly Fact[];
  /** RAAPT principles treated here, each drawn as its letter, its name and its tint. */
  readonly principles?: readonly Principle[];
  /** A glossary: its words do not count as places that the index leads to. */
  readonly lookup?: boolean;
  /** Bears the exercise mark on each of its pages. */
  readonly exercise?: boolean;
  readonly blocks: readonly Block[];
  readonly sections: readonly Section[];
}

export interface Fact {
  readonly label: string;
  readonly value: readonly Inline[];
}

export interface Principle {
  readonly letter: string;
  readonly name: string;
  /** Which of the five tints, from 1. */
  readonly tint: 1 | 2 | 3 | 4 | 5;
}

export type Block = ProseBlock | BoxBlock;

/** Plain text in the column. */
export interface ProseBlock {
  readonly type: 'prose';
  /** Absent where the box around it stands for it. */
  readonly id?: string;
  /** Stays on one page, if one page can hold it. */
  readonly together?: boolean;
  readonly content: readonly Content[];
}

/**
 * How a box looks; its word says what it is, so that colour never speaks alone. `speech` and `note` are the
 * facilitator's; `task` is work for the table; `form` is a sheet to work on, kept on one page if it fits;
 * an `entry` is a word with its explanation, without any ground.
 */
export type Tone = 'task' | 'key' | 'care' | 'note' | 'speech' | 'answer' | 'form' | 'quiet' | 'source' | 'entry';

/** A block that stands on its own ground, with its word before it. */
export interface BoxBlock {
  readonly type: 'box';
  readonly id: string;
  readonly tone: Tone;
  /** "Say", "Ask", "Watch for", "Activity", "Key points": always printed. */
  readonly word: string;
  /** Before the title, for what is counted: "Activity 4.2", "Handout 3" stand in `word`. */
  readonly title?: readonly Inline[];
  readonly facts?: readonly Fact[];
  readonly exercise?: boolean;
  readonly children: readonly Block[];
}

/** One page, landscape. Names come in any script; everything printed here is repeated by the page at `verify.url`. */
export interface CertificateSheet extends Imprint {
  readonly kind: 'certificate';
  readonly programme: string;
  /** "Certificate of completion". */
  readonly heading: string;
  /** Before the name: "This is to certify that". */
  readonly lead: string;
  readonly name: string;
  /** After the name, line by line. */
  readonly statement: readonly string[];
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly signatures: readonly { readonly name: string; readonly role: string }[];
  readonly number: { readonly label: string; readonly value: string };
  /** The address is printed in words; the QR code holds `code`, or the address alone. `label` says what to do. */
  readonly verify: { readonly label: string; readonly url: string; readonly code?: string };
  /** Printed quietly at the foot: example data, fictional. */
  readonly notice?: string;
}

/** Certificates of a whole workshop, a page each. */
export interface CertificateSheets extends Imprint {
  readonly kind: 'certificates';
  readonly sheets: readonly CertificateSheet[];
}

/** Names and a place to sign per half day, one table over as many pages as needed. */
export interface SignInSheet extends Imprint {
  readonly kind: 'sign-in';
  readonly heading: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  /** The heading of the first column. */
  readonly nameColumn: string;
  /** One column to sign in for each. */
  readonly columns: readonly string[];
  readonly names: readonly string[];
  /** A second column, before those to sign: what is known of each of `names`, in their order. */
  readonly details?: { readonly column: string; readonly values: readonly string[] };
  /** Empty lines after the names, for who came unannounced. */
  readonly spareLines: number;
}

/** One sheet per person, to be folded once and stood on the table: the name can be read from both sides. */
export interface NameTents extends Imprint {
  readonly kind: 'name-tents';
  readonly programme: string;
  readonly people: readonly { readonly name: string; readonly line?: string }[];
}

/** Cards to cut out, all alike: how to reach the workshop from a phone. */
export interface JoinCards extends Imprint {
  readonly kind: 'join-cards';
  readonly heading: string;
  /** What to do, line by line. A line that ends in `: ` is to be completed by hand. */
  readonly steps: readonly string[];
  readonly code: { readonly label: string; readonly value: string };
  /** Printed in words; `url` is drawn as a QR code. */
  readonly address: { readonly label: string; readonly value: string; readonly url: string };
  readonly count: number;
}

/** How many pages a document has, and where things stand in it. */
export interface Paging {
  readonly pages: number;
  /** The page (from 1, as printed) on which each section and block begins, by id. Empty for sheets. */
  readonly pageOf: Readonly<Record<string, number>>;
}

/** A printed document, whole. */
export interface Printed extends Paging {
  readonly pdf: Buffer;
}

/** Takes a printed file piece by piece, in order. Each piece is the taker's own. */
export type Out = (bytes: Uint8Array) => void;

/** A character for which no font of ours has a glyph: it would be a box on paper, so nothing is printed. */
export interface MissingGlyph {
  /** `U+1F600`. */
  readonly codePoint: string;
  readonly character: string;
  /** The words around it, so that an author finds the place. */
  readonly where: string;
}

/** Thrown by the printer before anything is drawn; the caller shows the list. */
export class Unprintable extends Error {
  constructor(readonly missing: readonly MissingGlyph[]) {
    super(`No font has a glyph for ${missing.map((each) => `${each.codePoint} in “${each.where}”`).join(', ')}.`);
    this.name = 'Unprintable';
  }
}
