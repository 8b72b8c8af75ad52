import { limits } from './limits';
import type { Report } from './report';
import { countPassages, goOn, type Link, type Passage } from './story';
import { whole } from './clean';

/** One piece of a script that is written top to bottom (Yarn, ink): words, a group of options, or a way elsewhere. */
export type Step =
  | { readonly is: 'text'; readonly text: string; readonly at: string }
  | { readonly is: 'options'; readonly options: readonly Option[]; readonly at: string }
  /** `to` null ends the story. */
  | { readonly is: 'jump'; readonly to: string | null; readonly at: string };

export interface Option {
  readonly label: string;
  readonly body: readonly Step[];
  readonly at: string;
}

/** Where a thread goes on when it comes to its end: a passage, or the end of the story. */
type Rest = string | null;

/**
 * Cuts scripts into passages: what follows a group of options becomes a passage of its own, to which the options lead
 * that do not lead elsewhere.
 */
export class Weave {
  readonly passages: Passage[] = [];

  constructor(private readonly report: Report) {}

  /** Makes the passage of that key, and those that follow from it. */
  add(key: string, title: string, at: string, steps: readonly Step[], rest: Rest = null): void {
    const place = this.passages.length;
    countPassages(place + 1);
    const passage = { key, title, at, text: '', links: [] as Link[] };
    this.passages.push(passage);
    const { text, next, after } = headOf(steps);
    if (text.length > limits.passage)
      this.report.say('dropped', at, `The end of "${title}": it has more than ${String(limits.passage)} characters.`);
    passage.text = whole(text.slice(0, limits.passage));
    if (next?.is === 'options') this.choose(passage, next.options, after, rest);
    else if (next?.is === 'jump') {
      if (next.to !== null) passage.links.push({ label: goOn, to: next.to, feedback: '', at: next.at });
      const [lost] = after;
      if (lost) this.report.say('dropped', lost.at, 'What stands after a way elsewhere is never read.');
    } else if (rest !== null) passage.links.push({ label: goOn, to: rest, feedback: '', at });
  }

  private choose(
    passage: Passage & { readonly links: Link[] },
    options: readonly Option[],
    after: readonly Step[],
    rest: Rest,
  ): void {
    let goesOn = rest;
    if (after.length > 0) {
      goesOn = `${passage.key} › ${after[0]?.at ?? ''}`;
      this.add(goesOn, `${baseOf(passage.title)} (${after[0]?.at ?? ''})`, after[0]?.at ?? passage.at, after, rest);
    }
    for (const option of options) passage.links.push(this.link(passage, option, goesOn));
  }

  private link(passage: Passage, option: Option, goesOn: Rest): Link {
    const { text, next } = headOf(option.body);
    const { label, at } = option;
    const to = next?.is === 'jump' ? next.to : goesOn;
    if (next?.is !== 'options' && (to !== null || text === ''))
      return { label, to, feedback: whole(text.slice(0, limits.passage)), at };
    const key = `${passage.key} › ${at}`;
    this.add(key, label, at, option.body, goesOn);
    return { label, to: key, feedback: '', at };
  }
}

/** The words before the first thing that leads on, that thing, and what stands after it. */
function headOf(steps: readonly Step[]): { text: string; next: Step | undefined; after: readonly Step[] } {
  const index = steps.findIndex((step) => step.is !== 'text');
  const texts = (index < 0 ? steps : steps.slice(0, index)).map((step) => (step.is === 'text' ? step.text : ''));
  return {
    text: texts.join('\n').trim(),
    next: index < 0 ? undefined : steps[index],
    after: index < 0 ? [] : steps.slice(index + 1),
  };
}

function baseOf(title: string): string {
  return title.replace(/ \(line \d+\)$/, '');
}
