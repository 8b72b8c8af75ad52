import { limits, Refused } from './limits';

/** What every reader makes of its file: passages and the links between them, still in the words of the source. */
export interface Story {
  /** Empty where the source has no title. */
  readonly title: string;
  /** Key of the passage that begins; null where the source does not say. */
  readonly start: string | null;
  readonly passages: readonly Passage[];
}

export interface Passage {
  /** What links name it by, in the source. */
  readonly key: string;
  readonly title: string;
  /** Where it stands in the source. */
  readonly at: string;
  readonly text: string;
  readonly links: readonly Link[];
}

export interface Link {
  readonly label: string;
  /** Key of a passage; null ends the story. */
  readonly to: string | null;
  /** What is read at once after choosing. */
  readonly feedback: string;
  readonly at: string;
}

/** What the words of a link are, where the source has none: a passage that simply goes on. */
export const goOn = 'Go on';

/** Throws Refused where a story is too large to become a case. */
export function measured(story: Story): Story {
  if (story.passages.length === 0)
    throw new Refused('not-a-story', 'There is no passage in this file, so there is nothing to import.');
  countPassages(story.passages.length);
  const links = story.passages.reduce((sum, passage) => sum + passage.links.length, 0);
  if (links > limits.links)
    throw new Refused('links-many', `There are ${String(links)} links; at most ${String(limits.links)} are read.`);
  return story;
}

/** Throws Refused as soon as there are more passages than are read. */
export function countPassages(count: number): void {
  if (count > limits.passages)
    throw new Refused('passages-many', `There are more than ${String(limits.passages)} passages. Divide the file.`);
}
