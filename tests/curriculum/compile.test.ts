import { canonicalJson, type Json } from '../../src/canonical';
import { articleHtml } from '../../src/curriculum/block-html';
import type { Block, CompiledEdition } from '../../src/curriculum/curriculum';
import { blocksOf } from '../../src/curriculum/modules';
import { manifestOf } from '../../src/curriculum/publication';
import { placesOf, sessionRows } from '../../src/curriculum/session';
import { wordsIn } from '../../src/words';
import { compiledFrom, filesOf, smallFiles } from './small';

const first = 'modules/10-first/module.md';
const json = (value: unknown) => canonicalJson(JSON.parse(JSON.stringify(value)) as Json);

function blockOf(book: CompiledEdition, id: string): Block {
  const block = book.modules.flatMap(blocksOf).find((each) => each.id === id);
  if (!block) throw new Error(`There is no block ${id}.`);
  return block;
}

function pageOf(book: CompiledEdition): string {
  return book.modules
    .map(({ id, opening, sections }) => articleHtml({ t: wordsIn('en'), book, module: id }, opening, sections))
    .join('\n');
}

describe('the two books', () => {
  const { handbook, guide } = compiledFrom(filesOf('base'));

  it('are one text: what both readers see has the same ids, numbers and words', () => {
    const numbers = (book: CompiledEdition) =>
      book.modules.flatMap((module) => module.sections.map(({ id, number }) => `${id} ${number}`));
    expect(numbers(handbook)).toEqual(numbers(guide));
    for (const block of handbook.modules.flatMap(blocksOf)) {
      const { number, textHash, logicHash } = blockOf(guide, block.id);
      expect({ number, textHash, logicHash }).toEqual({
        number: block.number,
        textHash: block.textHash,
        logicHash: block.logicHash,
      });
    }
  });

  it('keep their numbers when the Guide has a figure or a section of its own before theirs', () => {
    const own =
      '## For us {#first-ours audience=guide}\n\nOnly ours. {#first-ours-text}\n\n::: facilitator {#first-note}\n' +
      '### Look {#first-look}\n:::\n\n## Why {#';
    const books = compiledFrom(smallFiles(first, '## Why {#', own));
    const sections = (book: CompiledEdition) => book.modules[0]?.sections.map(({ number, title }) => `${number} ${title}`);
    expect(sections(books.handbook)).toEqual(['1.1 Why']);
    expect(sections(books.guide)).toEqual(['1.G1 For us', '1.1 Why']);
    expect(json(books.handbook)).not.toContain('first-ours');
  });

  it('differ in what is only the facilitator’s: the Handbook holds none of it, not even a name or a minute', () => {
    expect(json(guide)).toContain('Canary of the model answer');
    for (const secret of ['Canary', 'Two minutes each', 'first-task-say', 'first-task-answer', '"minimum"']) {
      expect(json(handbook)).not.toContain(secret);
      expect(pageOf(handbook)).not.toContain(secret);
    }
    expect(handbook.modules[0]?.plan).toEqual([]);
    expect(pageOf(guide)).toContain('Canary of the model answer');
  });

  it('show a handbook block to participants only', () => {
    const books = compiledFrom(
      smallFiles(first, '## Why {#', '::: handbook {#first-own}\nWrite it on your own page.\n:::\n\n## Why {#'),
    );
    expect(json(books.handbook)).toContain('Write it on your own page');
    expect(json(books.guide)).not.toContain('Write it on your own page');
    expect(books.guide.targets['first-own']?.edition).toBe('handbook');
    expect(books.handbook.targets['first-task-say']).toBeUndefined();
  });

  it('say what a reference without words leads to', () => {
    expect(pageOf(handbook)).toContain('<a class="reference reference-term" href="glossary#term-purpose">purpose</a>');
    const books = compiledFrom(smallFiles(first, '[the task](#first-task)', '[](#first-task)'));
    expect(pageOf(books.handbook)).toContain('href="#first-task">Activity 1.1</a>');
    expect(pageOf(books.handbook)).toContain(
      'for a purpose<sup><a class="reference reference-source" href="#first-source">Source</a></sup>.',
    );
  });

  it('draw each block as its kind, with its word and its own heading', () => {
    expect(pageOf(guide)).toContain('<section class="block block-say guide" id="first-task-say">\n<p class="block-word">Say</p>');
    expect(pageOf(handbook)).toContain(
      '<p class="block-word">Activity 1.1 <span class="minutes">15 min</span></p>\n<div class="block-body">\n<h3 id="first-task-t">Say it</h3>',
    );
    expect(pageOf(handbook)).toContain('role="img" aria-label="A line from one box to another."');
  });
});

describe('a block’s two hashes', () => {
  const before = blockOf(compiledFrom(filesOf('base')).guide, 'first-task');
  const after = (from: string, to: string) => blockOf(compiledFrom(smallFiles(first, from, to)).guide, 'first-task');

  it('change with its words, and not its logic', () => {
    for (const block of [after('Tell your neighbour', 'Tell your partner'), after('grouping="pairs"', 'grouping="threes"')]) {
      expect(block.textHash).not.toBe(before.textHash);
      expect(block.logicHash).toBe(before.logicHash);
    }
  });

  it('change with its logic, and not its words', () => {
    const block = after('minimum=10', 'minimum=12');
    expect(block.logicHash).not.toBe(before.logicHash);
    expect(block.textHash).toBe(before.textHash);
  });

  it('stay when a block inside it changes: that one has its own', () => {
    const block = after('Two minutes each', 'Three minutes each');
    expect(block.textHash).toBe(before.textHash);
    expect(block.logicHash).toBe(before.logicHash);
  });
});

describe('minutes', () => {
  it('are written once: agenda, session plan and clock follow the module', () => {
    const longer = filesOf('base').map(({ path, text }) =>
      path === first
        ? { path, text: text.replace('minutes: 20', 'minutes: 30').replace('minutes=15', 'minutes=25') }
        : { path, text },
    );
    const { agenda, guide } = compiledFrom(longer);
    expect(agenda.days[0]?.items.map(({ starts, minutes }) => [starts, minutes])).toEqual([
      ['09:00', 10],
      ['09:10', 10],
      ['09:20', 30],
      ['09:50', 30],
    ]);
    expect(agenda.netMinutes).toBe(70);
    const [module] = guide.modules;
    if (!module) throw new Error('The small curriculum has a first module.');
    expect(placesOf(agenda, module)).toEqual([{ day: 'Day one', starts: '09:20' }]);
    expect(sessionRows(agenda, module).map(({ starts, ends, title }) => [starts, ends, title])).toEqual([
      ['09:20', '09:25', 'Why'],
      ['09:25', '09:50', 'Say it'],
    ]);
  });

  it('of a module that is split go on in its second part', () => {
    const split =
      '{id: one-first, kind: module, ref: first, minutes: 5}\n      - {id: one-break, kind: fixed, title: Break, minutes: 15}\n' +
      '      - {id: one-again, kind: module, ref: first, minutes: 15}';
    const { agenda, guide } = compiledFrom(smallFiles('agenda.md', '{id: one-first, kind: module, ref: first}', split));
    const [module] = guide.modules;
    if (!module) throw new Error('The small curriculum has a first module.');
    expect(sessionRows(agenda, module).map(({ starts, ends }) => [starts, ends])).toEqual([
      ['09:20', '09:25'],
      ['09:40', '09:55'],
    ]);
  });
});

describe('a test question', () => {
  it('has a version that changes with its words and with its key', () => {
    const versionOf = (files = filesOf('base')) =>
      compiledFrom(files).assessment.items.find((item) => item.id === 'first-1-pre')?.version;
    const path = 'assessment/first.md';
    const versions = [
      versionOf(),
      versionOf(smallFiles(path, 'To learn.', 'To learn much.')),
      versionOf(smallFiles(path, '- [x] To learn. {#a}\n  > Yes.\n- [ ]', '- [ ] To learn. {#a}\n  > Yes.\n- [x]')),
    ];
    expect(new Set(versions).size).toBe(3);
    expect(versionOf()).toBe(versions[0]);
  });

  it('keeps its key out of both books', () => {
    const { handbook, guide } = compiledFrom(filesOf('base'));
    expect(json([handbook, guide])).not.toContain('To learn');
  });
});

describe('a manifest', () => {
  const name = (files = filesOf('base'), cases: Record<string, unknown> = {}) => manifestOf(compiledFrom(files), cases).id;

  it('has one name for one curriculum, on every machine', () => {
    expect(name(filesOf('base').reverse())).toBe(name());
    expect(name(filesOf('base').map(({ path, text }) => ({ path, text: text.replaceAll('\n', '\r\n') })))).toBe(name());
  });

  it('has another name when a word, a minute or a case is another', () => {
    const names = [
      name(),
      name(smallFiles(first, 'Welcome.', 'Good morning.')),
      name(smallFiles(first, 'minimum=10', 'minimum=11')),
      name(filesOf('base'), { small: { id: 'small' } }),
    ];
    expect(new Set(names).size).toBe(names.length);
  });
});
