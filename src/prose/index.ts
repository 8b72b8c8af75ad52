export { parseProse, type Parsed } from './parse';
export { contentHtml, escapeHtml, inlineHtml, plainDrawing, type Drawing } from './html';
export { directionOf, isLanguage } from './language';
export { plainText, proseCodes, type Align, type Content, type Inline, type Problem, type ProseCode } from './prose';
export { type Caution, type Concern, cautionsIn } from './free-text';
