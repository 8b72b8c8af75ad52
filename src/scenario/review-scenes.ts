import { hashOf, type Json } from '../canonical';
import type { Finding } from '../command';
import { type Choice, dimensions, type Id, type Place, type Scene } from './case';
import { plainWords } from './plain-words';

export function warn(code: string, place: Place, message: string): Finding {
  return { code, file: place.file, line: place.line, message };
}

/** What is worth a second look in one scene, read as it is written. `isRead`: a condition reads which choice was taken. */
export function reviewScene(scene: Scene, isRead: (choice: Id) => boolean): Finding[] {
  return [...sameConsequences(scene, isRead), ...uneven(scene, isRead), ...lengths(scene), ...readingLevel(scene)];
}

/** How far apart the consequences of two choices are: parts of cost, form, effects, scores and way that differ. */
export function distanceBetween(one: Choice, other: Choice): number {
  const parts = (choice: Choice): string[] => {
    const rules = choice.scores.map(({ when, dimension, points }) => ({ when, dimension, points }));
    const all = [{ costs: choice.costs }, { form: choice.form }, ...choice.effects, ...rules, ...choice.then];
    return all.map((each) => hashOf(each as unknown as Json));
  };
  const [mine, others] = [parts(one), parts(other)];
  return [...mine.filter((each) => !others.includes(each)), ...others.filter((each) => !mine.includes(each))].length;
}

/** Two choices after which everything is the same, and of which no condition reads which was taken. */
function sameConsequences({ choices, id }: Scene, isRead: (choice: Id) => boolean): Finding[] {
  return choices.flatMap((one, index) =>
    choices
      .slice(index + 1)
      .filter((other) => distanceBetween(one, other) === 0 && !isRead(one.id) && !isRead(other.id))
      .map((other) =>
        warn(
          'choices-alike',
          other.place,
          `In the scene "${id}", "${one.id}" and "${other.id}" cost, change and score the same. Give one a consequence of its own.`,
        ),
      ),
  );
}

/** The least and the most that the score lines of a choice can come to, principle by principle. */
function spreadOf({ scores }: Choice): readonly { readonly least: number; readonly most: number }[] {
  return dimensions.map((dimension) => {
    const rules = scores.filter((rule) => rule.dimension === dimension);
    const sum = (part: (points: number) => number): number =>
      rules.reduce((all, { when, points }) => all + (when === null ? points : part(points)), 0);
    return { least: sum((points) => Math.min(0, points)), most: sum((points) => Math.max(0, points)) };
  });
}

/** Whether the other choice brings something about that this one does not, so that it may still pay later. */
function bringsMore(other: Choice, one: Choice): boolean {
  const parts = ({ effects, form, then }: Choice): string[] =>
    [...effects, { form }, ...then].map((each) => hashOf(each as unknown as Json));
  const known = parts(one);
  return parts(other).some((each) => !known.includes(each));
}

/** Whether one choice is at least as good as the other under every principle, and as quick, whatever happens; and better. */
function beats(one: Choice, other: Choice): boolean {
  if (bringsMore(other, one)) return false;
  const [mine, others] = [spreadOf(one), spreadOf(other)];
  const most = (each: number): number => others[each]?.most ?? 0;
  return (
    one.costs <= other.costs &&
    mine.every(({ least }, each) => least >= most(each)) &&
    (one.costs < other.costs || mine.some(({ least }, each) => least > most(each)))
  );
}

/** A choice that nothing speaks for, and one that nothing speaks against: neither has to be weighed. */
function uneven({ choices, id }: Scene, isRead: (choice: Id) => boolean): Finding[] {
  return choices.flatMap((choice) => {
    const others = choices.filter((each) => each !== choice);
    const better = isRead(choice.id) ? undefined : others.find((each) => beats(each, choice));
    if (others.length > 0 && others.every((each) => !isRead(each.id) && beats(choice, each)))
      return [
        warn(
          'choice-free-win',
          choice.place,
          `In the scene "${id}", "${choice.id}" costs no more than any other choice and scores more under every principle: there is nothing to weigh. What is its price?`,
        ),
      ];
    if (!better || choices.length < 3) return [];
    return [
      warn(
        'choice-dominated',
        choice.place,
        `In the scene "${id}", "${choice.id}" is never quicker than "${better.id}" and never scores more under any principle. What speaks for it?`,
      ),
    ];
  });
}

const longLabel = 110;
const longScene = 220;

function lengths(scene: Scene): Finding[] {
  const words = plainWords(scene.body.flatMap(({ content }) => content)).length;
  const labels = scene.choices.map(({ label }) => label.length);
  const longest = Math.max(0, ...labels);
  const others = labels.filter((length) => length !== longest);
  const usual = others.reduce((sum, each) => sum + each, 0) / Math.max(1, others.length);
  const stands = scene.choices[labels.indexOf(longest)];
  return [
    ...(words > longScene
      ? [
          warn(
            'scene-long',
            scene.place,
            `The scene "${scene.id}" has ${String(words)} words. More than ${String(longScene)} are seldom read to the end at a table; put some into a document.`,
          ),
        ]
      : []),
    ...(stands && others.length > 0 && longest > longLabel && longest > 2 * usual
      ? [
          warn(
            'label-long',
            stands.place,
            `The choice "${stands.id}" is much longer than those beside it. A long choice looks like the right one.`,
          ),
        ]
      : []),
  ];
}

/** Above this a text is hard for somebody who reads in a second language; a newspaper has about 45. */
const hardest = 40;
/** Of fewer words no level can be told. */
const enoughWords = 30;

/** LIX: words to a sentence, and words of more than six letters in a hundred. It needs no word list, so it fits most scripts. */
function readingLevel(scene: Scene): Finding[] {
  const words = plainWords(scene.body.flatMap(({ content }) => content));
  const sentences = words.filter((word) => /[.!?:][^\p{L}\p{N}]*$/u.test(word)).length;
  const long = words.filter((word) => word.replace(/[^\p{L}]/gu, '').length > 6).length;
  const level = Math.round(words.length / Math.max(1, sentences) + (100 * long) / Math.max(1, words.length));
  if (words.length < enoughWords || level <= hardest) return [];
  return [
    warn(
      'text-hard',
      scene.place,
      `The text of the scene "${scene.id}" has a reading level of ${String(level)} (LIX; at most ${String(hardest)} for a second language): long sentences, long words. Divide the sentences.`,
    ),
  ];
}
