export type {
  Book,
  BookWords,
  Block,
  BoxBlock,
  CertificateSheet,
  JoinCards,
  MissingGlyph,
  NameTents,
  SignInSheet,
  Fact,
  IndexEntry,
  Paper,
  Piece,
  Principle,
  PrintDocument,
  Printed,
  Section,
  Tone,
} from './document';
export { Unprintable } from './document';
export { printOnce } from './kept';
export { printPdf } from './press';
