/**
 * The land of the mapping exercise, drawn by ourselves after the geography of the case of the Night Ferry: islands, a
 * strait, a mainland, and a third state behind the hills. It is like no real place. One cell is 100 units wide.
 */
interface Outline {
  readonly ink: string;
  readonly d: string;
}

const border = 'M690 0C670 80 702 130 665 190C640 250 690 300 670 360C655 420 700 480 680 540L690 600';

export const outlines: readonly Outline[] = [
  {
    ink: 'tarrowen',
    d: 'M470 0C440 40 482 90 455 130C430 170 380 190 395 240C405 280 450 290 440 330C430 380 385 400 410 450C430 490 500 500 490 545C485 570 500 590 505 600L800 600L800 0Z',
  },
  { ink: 'caldery', d: `${border}L800 600L800 0Z` },
  {
    ink: 'velmora',
    d: 'M70 235C90 190 150 205 190 195C230 185 262 220 250 265C240 300 262 330 236 362C205 400 165 385 130 410C95 430 60 400 66 360C72 320 50 280 70 235Z',
  },
  { ink: 'velmora', d: 'M165 75C190 50 240 55 255 80C265 105 235 125 205 122C175 120 148 100 165 75Z' },
  { ink: 'velmora', d: 'M105 505C130 480 180 490 195 520C205 548 170 565 140 560C110 556 88 530 105 505Z' },
  { ink: 'velmora', d: 'M250 448C268 436 292 444 290 462C287 478 262 482 250 472C242 465 242 455 250 448Z' },
  {
    ink: 'hills',
    d: 'M610 60l16-26 16 26M634 118l14-24 14 24M622 236l14-22 14 22M622 416l16-26 16 26M640 470l14-24 14 24M612 520l16-26 16 26',
  },
  { ink: 'border', d: border },
  { ink: 'river', d: 'M668 280C632 252 612 304 562 288C510 272 480 228 396 244' },
  {
    ink: 'road',
    d: 'M520 0C510 60 522 110 490 160C468 200 452 236 446 290C462 318 478 330 480 362C474 402 452 424 472 470C492 512 540 532 545 600',
  },
  { ink: 'road', d: 'M464 322C520 346 580 330 622 346L672 352C716 352 746 300 752 236' },
  { ink: 'ferry', d: 'M240 322C296 288 350 280 424 284' },
];

/** A place that the map names: where its point stands, and where its words do. */
interface Place {
  readonly id: 'asper' | 'airfield' | 'merrow' | 'village' | 'market' | 'post' | 'town';
  readonly cell: string;
  readonly state: 'velmora' | 'tarrowen' | 'caldery';
  readonly at: readonly [number, number];
  readonly words: readonly [number, number];
}

export const places: readonly Place[] = [
  { id: 'asper', cell: 'C4', state: 'velmora', at: [238, 324], words: [152, 333] },
  { id: 'airfield', cell: 'B3', state: 'velmora', at: [140, 282], words: [140, 262] },
  { id: 'merrow', cell: 'E3', state: 'tarrowen', at: [428, 284], words: [348, 266] },
  { id: 'village', cell: 'E2', state: 'tarrowen', at: [462, 116], words: [380, 122] },
  { id: 'market', cell: 'F5', state: 'tarrowen', at: [502, 508], words: [566, 492] },
  { id: 'post', cell: 'G4', state: 'tarrowen', at: [672, 352], words: [596, 386] },
  { id: 'town', cell: 'H3', state: 'caldery', at: [752, 232], words: [736, 212] },
];

/** The three states and the sea: where their names stand. */
export const areas = [
  { id: 'velmora', at: [152, 232] },
  { id: 'tarrowen', at: [562, 198] },
  { id: 'caldery', at: [742, 440] },
  { id: 'strait', at: [336, 196] },
] as const;

/** Lines that lead somewhere, with the cells that they cross. */
export const ways = [
  { id: 'ferry', cells: ['C4', 'C3', 'D3', 'E3'] },
  { id: 'river', cells: ['G3', 'F3', 'E3', 'D3'] },
  { id: 'coastRoad', cells: ['F1', 'F2', 'E2', 'E3', 'E4', 'E5', 'F6'] },
  { id: 'hillRoad', cells: ['E4', 'F4', 'G4', 'H4', 'H3'] },
] as const;

export const land = { places, ways } as const;
export type Land = typeof land;
