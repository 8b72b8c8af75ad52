import type { Prepared } from './deps';

/** What a start tells the person who started it. The screens are plain text, in colour where the terminal has it. */
export interface Shown {
  /** The first is the one to use. */
  readonly addresses: readonly [string, ...string[]];
  readonly joinCode: Prepared['joinCode'] | undefined;
  readonly signIns: Prepared['signIns'] | undefined;
  /** A path; there is one while the installation has no administrator. */
  readonly administrator: Prepared['administrator'] | undefined;
  /** Where the data are, in words. */
  readonly place: string;
  readonly colour: boolean;
}

type Line = readonly [label: string, value: string];

export function exampleScreen(shown: Shown): string {
  const [url] = shown.addresses;
  const names = { participant: 'a participant', facilitator: 'a facilitator', staff: 'staff', alumna: 'an alumna' };
  const signIns = Object.entries(names).flatMap(([who, name]): Line[] => {
    const path = shown.signIns?.[who as keyof typeof names];
    return path === undefined ? [] : [[name, url + path]];
  });
  return screen(shown, [
    ['Titian is ready', url],
    signIns.length > 0 ? ['Open the example workshop as', ...signIns] : [],
    shown.joinCode === undefined
      ? []
      : ['Or join it as somebody new', ['address', `${url}/join/${shown.joinCode}`], ['code', shown.joinCode]],
    [
      'Everybody in it is made up, and only this machine can reach it.',
      'For a real room, without examples: npm start -- --box',
    ],
    farewell(shown),
  ]);
}

export function boxScreen(shown: Shown & { readonly qr: string }): string {
  const [url, ...others] = shown.addresses;
  const also = others.map((address): Line => ['also at', address]);
  return screen(shown, [
    ['Titian is open to the room', url],
    shown.joinCode === undefined ? also : [['code to join', shown.joinCode], ...also],
    shown.qr.trimEnd().split('\n'),
    firstAdministrator(shown),
    [
      'Phones and laptops in the same network reach it at the address above. If one does not: let Node through this',
      "machine's firewall, switch off client isolation on the router, and keep the phone in a network without internet.",
    ],
    farewell(shown),
  ]);
}

export function productionScreen(shown: Shown): string {
  const [url, ...others] = shown.addresses;
  return screen(shown, [
    ['Titian is ready', url],
    others.map((address): Line => ['also at', address]),
    firstAdministrator(shown),
    farewell(shown),
  ]);
}

function firstAdministrator({ administrator, addresses }: Shown): readonly (string | Line)[] {
  if (administrator === undefined) return [];
  return ['There is no administrator yet. This link makes the first one, once:', `  ${addresses[0]}${administrator}`];
}

function farewell({ place }: Shown): readonly string[] {
  return [`Ctrl-C stops it. The data stay in ${place}`];
}

/** Blocks of lines with a blank line between; the first block is the heading, its second line the address. */
function screen({ colour }: Shown, blocks: readonly (readonly (string | Line)[])[]): string {
  const bold = (text: string) => (colour ? `\u001B[1m${text}\u001B[22m` : text);
  const faint = (text: string) => (colour ? `\u001B[2m${text}\u001B[22m` : text);
  const labels = blocks.flat().flatMap((line) => (typeof line === 'string' ? [] : [line[0].length]));
  const width = Math.max(0, ...labels);
  const drawn = blocks
    .filter((block) => block.length > 0)
    .map((block, at) =>
      block.map((line) => {
        if (typeof line !== 'string') return `    ${faint(line[0].padEnd(width))}  ${line[1]}`;
        return `  ${at === 0 ? bold(line) : line}`;
      }),
    );
  return `\n${drawn.map((block) => block.join('\n')).join('\n\n')}\n\n`;
}
