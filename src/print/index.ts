export { warmPressAlone } from './alone';
export type {
  Book,
  BookWords,
  Block,
  BoxBlock,
  CertificateSheet,
  CertificateSheets,
  JoinCards,
  MissingGlyph,
  NameTents,
  SignInSheet,
  Fact,
  IndexEntry,
  Out,
  Paging,
  Paper,
  Piece,
  Principle,
  PrintDocument,
  Printed,
  Section,
  Tone,
} from './document';
export { Unprintable } from './document';
export { pagesOnce, printOnce } from './kept';
export { printPdf, printTo } from './press';
export { sendPdf } from './reply';
