import { type Context, report } from './context';
import type { SourceDocument } from './source';

/** Words that begin a rule line and hardly ever a line of a list that people read. */
const ruleWords = [
  ...['if', 'costs', 'form', 'learns', 'takes', 'tells', 'hands', 'sets', 'clears', 'adds', 'consents', 'permits'],
  ...[
    'withdraws',
    'chance',
    'then',
    'stand-in',
    'levels',
    'starts with',
    'asked as',
    'grade',
    'handling',
    'originator',
  ],
  ...['supersedes', 'carries', 'lasts', 'rounds', 'waits', 'latency', 'recorded', 'between', 'public', 'agency'],
  ...['country', 'powers', 'may fire', 'fires at', 'alone', 'expects', 'if stuck', 'opens', 'quality', 'was'],
  ...['kind', 'at', 'instead of', 'after'],
];
const ruleLine = new RegExp(`^\\s*- +(?:(?:${ruleWords.join('|')})\\s*:|when .+: )`, 'i');
const scoreLine = /^\s*- +(?:relevance|accuracy|accountability|partnership|timeliness) [+-]\d/;
const anyRule = /^\s*- +[^:]+:/;

/** Rule lines stand directly under a heading. One after a text would be shown to people, and would do nothing. */
export function findRulesAfterText(context: Context, source: SourceDocument): void {
  const isRule = (text: string): boolean =>
    source.path === 'checks.md' ? anyRule.test(text) : ruleLine.test(text) || scoreLine.test(text);
  for (const section of source.sections)
    for (const { text, line } of section.text)
      if (isRule(text))
        report(
          context,
          'rule-after-text',
          { file: source.path, line },
          `"${text.trim()}" stands after a text, so it is not read as a rule. Put all rule lines directly under the heading, before the text.`,
        );
}
