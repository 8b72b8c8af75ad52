import { hashOf, type Json } from '../canonical';
import type { Content } from '../prose';
import { readSvg } from '../prose/svg';
import { fencedKinds, guideKinds, numberedKinds } from './curriculum';
import type { ActivityPlan, Audience, Block, BlockKind, BodyPart, FencedKind } from './curriculum';
import { report, takeId, takeProse, type Gather, type Place } from './gather';
import { meant } from './nearest';
import { unknownKind, type Raw, type RawFence, type RawText } from './source';

/** Where blocks are being read: the file, who reads what stands around them, and what stands around them. */
export interface Surroundings {
  readonly gather: Gather;
  readonly file: string;
  readonly audience: Audience;
  readonly around: readonly RawFence[];
  /** The next number of a kind: `4.2`, or `4.G1` for what only the Guide has. */
  count(kind: string, audience: Audience): string;
}

const holdsNothing = new Set<string>(['say', 'do', 'ask', 'watch-for', 'definition', 'source', 'figure']);
const deepest = 4;

/** Blocks at the top of a module or section. A text there must have an id. */
export function readBlocks(raws: readonly Raw[], at: Surroundings): Block[] {
  return raws.flatMap((raw) => {
    if (raw.type === 'fence') return readFence(raw, at) ?? [];
    return raw.type === 'text' ? readText(raw, at) : readHeading(raw, at);
  });
}

function readText(raw: RawText, at: Surroundings): Block {
  const place = { file: at.file, line: raw.line };
  const id = takeId(at.gather, raw.id, 'text', place);
  const body = takeProse(at.gather, raw.text, place, at.audience);
  return { id, kind: 'text', audience: at.audience, body, ...hashes('text', {}, body) };
}

function readHeading(raw: Extract<Raw, { type: 'heading' }>, at: Surroundings): Block {
  const id = takeId(at.gather, raw.attributes.id, 'heading', { file: at.file, line: raw.line });
  const { title } = raw;
  return { id, kind: 'heading', audience: at.audience, title, body: [], ...hashes('heading', { title }, []) };
}

function readFence(raw: RawFence, at: Surroundings): Block | undefined {
  const place = { file: at.file, line: raw.line };
  const kind = fencedKinds.find((each) => each === raw.kind);
  if (!kind) {
    report(at.gather, 'kind-unknown', place, unknownKind(raw.kind));
    return undefined;
  }
  refuseNesting(raw, at, place);
  refuseAttributes(raw, kind, at, place);
  const audience = audienceOf(kind, at.audience);
  const id = takeId(at.gather, raw.attributes.id, `${kind} block`, place);
  const number = isNumbered(kind) ? at.count(kind, audience) : undefined;
  const inside = { ...at, audience, around: [...at.around, raw] };
  const body = kind === 'figure' ? readFigure(raw, inside, place) : readBody(raw.children, inside);
  const title = raw.attributes.values.get('title');
  const activity = kind === 'activity' ? readActivity(raw, at, place) : undefined;
  if (kind === 'definition' && title === undefined) {
    report(at.gather, 'attribute-missing', place, 'A definition says its term: title="…".');
  }
  return {
    id,
    kind,
    audience,
    ...(number === undefined ? {} : { number }),
    ...(title === undefined ? {} : { title }),
    ...(activity === undefined ? {} : { activity }),
    body,
    ...hashes(kind, { title, activity }, body),
  };
}

/** Inside a fence, text needs no id of its own: it is the fence's. */
function readBody(raws: readonly Raw[], at: Surroundings): BodyPart[] {
  return raws.flatMap((raw): BodyPart[] => {
    if (raw.type === 'text' && raw.id === undefined) {
      return [...takeProse(at.gather, raw.text, { file: at.file, line: raw.line }, at.audience)];
    }
    return readBlocks([raw], at).map((block) => ({ type: 'block', block }));
  });
}

function readFigure(raw: RawFence, at: Surroundings, place: Place): Content[] {
  const { values } = raw.attributes;
  const alt = values.get('alt')?.trim() ?? '';
  const caption = values.get('caption');
  if (alt === '') {
    const message = 'A figure says in words what it shows, for those who cannot see it: alt="…".';
    report(at.gather, 'figure-without-alternative', place, message);
  }
  const text = raw.children.map((child) => (child.type === 'text' ? child.text : '')).join('\n');
  const code = /^\s*```svg[ \t]*\n([\s\S]*?)\n```\s*$/.exec(text);
  const drawing = code ? readSvg(code[1] ?? '') : { refused: 'A figure holds one code block of svg, and nothing else.' };
  if ('refused' in drawing) {
    report(at.gather, 'svg-unsafe', place, drawing.refused);
    return [];
  }
  return [{ type: 'figure', svg: drawing.svg, alt, ...(caption === undefined ? {} : { caption }) }];
}

function readActivity(raw: RawFence, at: Surroundings, place: Place): ActivityPlan {
  const { values } = raw.attributes;
  const minutes = wholeMinutes(values.get('minutes'));
  const minimum = wholeMinutes(values.get('minimum'));
  if (minutes === undefined) {
    report(at.gather, 'activity-without-minutes', place, 'An activity says how long it takes: minutes=15 (whole minutes).');
  } else if (values.has('minimum') && (minimum === undefined || minimum > minutes)) {
    report(at.gather, 'minimum-wrong', place, 'The minimum of an activity is a number of minutes not above its minutes.');
  }
  const words = (name: 'grouping' | 'materials' | 'outcome') => {
    const value = values.get(name);
    return value === undefined || value === '' ? {} : { [name]: value };
  };
  return {
    minutes: minutes ?? 0,
    ...(minimum === undefined ? {} : { minimum }),
    ...words('grouping'),
    ...words('materials'),
    ...words('outcome'),
    objectives: (values.get('objectives') ?? '').split(/\s+/).filter((each) => each !== ''),
  };
}

function wholeMinutes(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d{0,3}$/.test(text) ? Number(text) : undefined;
}

const attributesOf = new Map<FencedKind, readonly string[]>([
  ['activity', ['title', 'minutes', 'minimum', 'grouping', 'materials', 'outcome', 'objectives']],
  ['figure', ['title', 'alt', 'caption']],
]);

function refuseAttributes(raw: RawFence, kind: FencedKind, at: Surroundings, place: Place): void {
  const known = attributesOf.get(kind) ?? ['title'];
  for (const name of raw.attributes.values.keys()) {
    if (known.includes(name)) continue;
    report(at.gather, 'attribute-wrong', place, `A block of kind ${kind} has no "${name}".${meant(name, known)}`);
  }
}

function refuseNesting(raw: RawFence, at: Surroundings, place: Place): void {
  const say = (message: string) => report(at.gather, 'nesting-wrong', place, message);
  const outer = at.around.at(-1);
  if (outer && holdsNothing.has(outer.kind)) say(`A block of kind ${outer.kind} holds no other block.`);
  else if (at.around.length >= deepest) say(`Blocks stand more than ${deepest} deep here.`);
  else if (raw.kind === 'activity' && at.around.some((each) => each.kind === 'activity')) {
    say('An activity does not stand inside an activity.');
  } else if (raw.kind === 'handbook' && at.audience === 'guide') {
    say('A handbook block stands inside what only the Guide has: nobody would read it.');
  } else if (isGuideKind(raw.kind) && at.audience === 'handbook') {
    say(`A block of kind ${raw.kind} stands inside what only the Handbook has: nobody would read it.`);
  }
}

function audienceOf(kind: FencedKind, around: Audience): Audience {
  if (around !== 'both') return around;
  if (isGuideKind(kind)) return 'guide';
  return kind === 'handbook' ? 'handbook' : 'both';
}

export function isGuideKind(kind: string): boolean {
  return guideKinds.some((each) => each === kind);
}

function isNumbered(kind: BlockKind): boolean {
  return numberedKinds.some((each) => each === kind);
}

/** A block's own words and its own logic, hashed apart; what stands inside it has hashes of its own. */
export function hashes(
  kind: BlockKind,
  own: { title?: string | undefined; activity?: ActivityPlan | undefined },
  body: readonly BodyPart[],
): { textHash: string; logicHash: string } {
  const { minutes, minimum, objectives, ...words } = own.activity ?? { objectives: [] };
  const text: Json = { title: own.title, ...words, body: body.filter((part) => part.type !== 'block') };
  return { textHash: hashOf(text), logicHash: hashOf({ kind, minutes, minimum, objectives }) };
}
