import { type Graph, countShown, pairKey } from './contacts';

export type Shown = number | 'few';

export interface MemberLine {
  readonly name: string;
  readonly alumni: Shown;
  readonly inContact: readonly { readonly name: string; readonly count: Shown }[];
  readonly without: readonly string[];
}

export interface GraphView {
  readonly lines: readonly MemberLine[];
  readonly alumni: Shown;
  readonly pairs: number;
  readonly joined: number;
  /** The lower half of the matrix, row by row; `size` and the places are in units of the drawing. */
  readonly cells: readonly { readonly x: number; readonly y: number; readonly joined: boolean }[];
  readonly labels: readonly { readonly y: number; readonly name: string }[];
  readonly width: number;
  readonly height: number;
}

const cell = 26;
const longestLabel = 24;
/** Left of the squares: as wide as the longest label is drawn. */
const margin = 230;

/** The graph as its page shows it: a line for each Member, and the same drawn. */
export function graphView({ members, contacts, alumni, pairs }: Graph): GraphView {
  const between = (a: string, b: string) => contacts.get(pairKey(a, b)) ?? 0;
  const lines = members.map((member) => {
    const others = members.filter(({ key }) => key !== member.key);
    return {
      name: member.name,
      alumni: countShown(member.alumni),
      inContact: others
        .filter(({ key }) => between(member.key, key) > 0)
        .map(({ key, name }) => ({ name, count: countShown(between(member.key, key)) })),
      without: others.filter(({ key }) => between(member.key, key) === 0).map(({ name }) => name),
    };
  });
  return {
    lines,
    alumni: countShown(alumni),
    pairs,
    joined: contacts.size,
    cells: members.flatMap((row, y) =>
      members.slice(0, y).map((column, x) => ({
        x: margin + x * cell,
        y: y * cell,
        joined: between(row.key, column.key) > 0,
      })),
    ),
    labels: members.map(({ name }, y) => ({ y: y * cell + 18, name: short(name) })),
    width: margin + members.length * cell,
    height: members.length * cell,
  };
}

function short(name: string): string {
  const letters = Array.from(name);
  return letters.length > longestLabel ? `${letters.slice(0, longestLabel - 1).join('')}…` : name;
}
