import type { Report } from './report';

/** One line of ink, by what it does in the weave. `level` counts its stars, pluses or dashes. */
export type InkLine = { readonly at: string } & (
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'jump'; readonly to: string }
  | { readonly is: 'gather'; readonly level: number }
  | { readonly is: 'choice'; readonly level: number; readonly label: string }
);

/** Reads one line inside a knot; what cannot be kept is reported. A line may do several things: speak, then lead away. */
export function readInkLine(line: string, at: string, report: Report): InkLine[] {
  const text = line.trim();
  if (/^(?:VAR|CONST|LIST|EXTERNAL|INCLUDE|TODO)\b|^~/.test(text)) {
    report.say(
      'dropped',
      at,
      text.startsWith('INCLUDE') ? `Another file is never opened: ${text}` : `Logic, or a note of the author: ${text}`,
    );
    return [];
  }
  if (/^<-/.test(text)) {
    report.say('dropped', at, `A thread: ${text}`);
    return [];
  }
  const choice = /^((?:[*+]\s*)+)(.*)$/.exec(text);
  if (choice) return readChoice(signs(choice[1]), choice[2] ?? '', at, report);
  const gather = /^((?:-(?!>)\s*)+)(.*)$/.exec(text);
  if (!gather) return spoken(text, at, report);
  const rest = withoutLabel(gather[2] ?? '', at, report);
  return [{ is: 'gather', level: signs(gather[1]), at }, ...spoken(rest, at, report)];
}

function signs(text: string | undefined): number {
  return (text ?? '').replace(/\s/g, '').length;
}

function withoutLabel(text: string, at: string, report: Report): string {
  const match = /^\((\w+)\)\s*(.*)$/.exec(text);
  if (!match) return text;
  report.say('approximated', at, `The label (${match[1] ?? ''}) is left out; nothing can lead to it.`);
  return match[2] ?? '';
}

/** `before [only offered] after -> target`. */
function readChoice(level: number, text: string, at: string, report: Report): InkLine[] {
  let rest = withoutLabel(text, at, report);
  for (let match = condition.exec(rest); match; match = condition.exec(rest)) {
    report.say('approximated', at, `Always offered, without its condition: ${match[0]}`);
    rest = rest.slice(match[0].length);
  }
  const { words, to } = divert(withoutLabel(rest, at, report), at, report);
  const match = /^([^[\]]*)\[([^[\]]*)\](.*)$/.exec(words);
  const [before, only, after] = match ? [match[1] ?? '', match[2] ?? '', match[3] ?? ''] : [words, '', ''];
  const label = plain(`${before}${only}`, at, report);
  const said = match && after.trim() !== '' ? plain(`${before}${after}`, at, report) : '';
  if (label === '')
    report.say('approximated', at, 'A choice without words, which ink takes by itself, is offered as "Go on".');
  return [
    { is: 'choice', level, label: label === '' ? 'Go on' : label, at },
    ...(said === '' ? [] : [{ is: 'text' as const, text: said, at }]),
    ...(to === null ? [] : [{ is: 'jump' as const, to, at }]),
  ];
}

const condition = /^\{[^{}]*\}\s*/;

function spoken(text: string, at: string, report: Report): InkLine[] {
  const { words, to } = divert(text, at, report);
  const shown = plain(words, at, report);
  return [
    ...(shown === '' ? [] : [{ is: 'text' as const, text: shown, at }]),
    ...(to === null ? [] : [{ is: 'jump' as const, to, at }]),
  ];
}

/** The words before a divert, and where it leads. Tunnels lead there and do not come back. */
function divert(text: string, at: string, report: Report): { words: string; to: string | null } {
  const start = text.indexOf('->');
  if (start < 0) return { words: text, to: null };
  const words = text.slice(0, start);
  const way = text.slice(start + 2).trim();
  const to = /^[\w.]+/.exec(way)?.[0] ?? null;
  if (way.startsWith('->')) report.say('approximated', at, 'The way back from a tunnel is an end here.');
  else if (way.includes('->'))
    report.say('approximated', at, `A tunnel became a plain way: it does not come back. ${text}`);
  else if (/\(/.test(way)) report.say('approximated', at, `A way without what is passed along: ${text}`);
  if (way.startsWith('->')) return { words, to: 'DONE' };
  return { words, to };
}

/** Words for people: glue, tags and logic are taken out, of several variants the first stays. */
function plain(text: string, at: string, report: Report): string {
  const shown = text.replaceAll('<>', '').replace(/\{([^{}]{0,500})\}/g, (whole, inside: string) => {
    report.say('approximated', at, `Logic in a text; its first words stay: ${whole}`);
    const words = inside.includes(':') ? inside.slice(inside.indexOf(':') + 1) : inside.replace(/^[&!~]/, '');
    return words.split('|')[0] ?? '';
  });
  const tag = /(?:^|[^\\])#.*$/.exec(shown);
  if (tag) report.say('dropped', at, `A tag: ${tag[0].trim()}`);
  return (tag ? shown.slice(0, tag.index + (tag[0].startsWith('#') ? 0 : 1)) : shown).replace(/\\(.)/g, '$1').trim();
}
