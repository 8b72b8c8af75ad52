import type { Link } from './story';

/** Takes a Twine link (between its double brackets) apart; null for a picture, or for nothing. */
export function readLink(inside: string, at: string): Link | null {
  // SugarCube may set a variable in passing: [[words|passage][$met to true]].
  const words = inside.split('][')[0] ?? '';
  const right = words.lastIndexOf('->');
  const left = words.indexOf('<-');
  const bar = words.indexOf('|');
  const [label, to] =
    right >= 0
      ? [words.slice(0, right), words.slice(right + 2)]
      : left >= 0
        ? [words.slice(left + 2), words.slice(0, left)]
        : bar >= 0
          ? [words.slice(0, bar), words.slice(bar + 1)]
          : [words, words];
  if (to.trim() === '') return null;
  return { label: label.trim() === '' ? to.trim() : label.trim(), to: to.trim(), feedback: '', at };
}

/** Whether a link leads out of the story. */
export function leadsOut(link: Link): boolean {
  return /^(?:[a-z][a-z0-9+.-]*:\/\/|mailto:|javascript:|data:)/i.test(link.to ?? '');
}

/** A macro that is a link with plain words: `link "words" "passage"`, `link-goto: "words", "passage"`. */
export function macroLink(macro: string, at: string): Link | null {
  const match =
    /^(?:link|button|click|link-goto|link-reveal-goto)\s*:?\s*("[^"]*"|'[^']*')(?:\s*,?\s*("[^"]*"|'[^']*'))?/i.exec(
      macro,
    );
  const [label, to] = [match?.[1], match?.[2]].map((quoted) => quoted?.slice(1, -1).trim());
  const target = to ?? (/^link-goto/i.test(macro) ? label : undefined);
  return label === undefined || target === undefined || target === ''
    ? null
    : { label: label === '' ? target : label, to: target, feedback: '', at };
}
