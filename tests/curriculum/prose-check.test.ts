import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { check } from '../../src/curriculum/check';
import { realNamesIn } from '../../src/curriculum/check-names';
import { root } from '../../src/root';
import { filesOf, smallFiles } from './small';

const modulePath = 'modules/10-first/module.md';
const codesOf = (files: Parameters<typeof check>[0]) => check(files, ['small-case']).findings.map(({ code }) => code);

describe('names in what is invented', () => {
  it('are found as whole words with their capitals, also in several words and as a possessive', () => {
    const lines = ['A boat left Thailand’s coast.', 'She speaks Sri Lankan.', 'They flew to Papua New Guinea.', 'An INTERPOL notice', 'Interpol asks'];
    expect(realNamesIn(lines.join('\n')).map(({ line }) => line)).toEqual([1, 3, 4, 5]);
    expect(realNamesIn('They flew to Papua New Guinea.')[0]?.message).toContain('"Papua New Guinea"');
    expect(realNamesIn('The chad, a turkey and Jordan met in Pellara. We share in a thailand of ideas.')).toEqual([]);
  });

  it('are found in the files of a case, on their line', () => {
    const scene = { path: 'scenario/small-case/scenes/a.md', text: '---\nid: a\n---\n\nThe boat comes from Malaysia.\n' };
    expect(check([...filesOf('base'), scene], ['small-case']).findings).toMatchObject([{ code: 'name-real', file: scene.path, line: 5 }]);
  });

  it('are found in the situation of a test question, and not in the text of a module, which may speak of the world', () => {
    const situation = '{#first-1-pre pair=first-1 form=pre type=single objective=first-o1}';
    expect(codesOf(smallFiles('assessment/first.md', situation, `${situation}\n\n> A call from Malaysia.`))).toEqual(['name-real']);
    expect(codesOf(smallFiles(modulePath, 'Welcome.', 'Welcome to Malaysia.'))).toEqual([]);
  });

  it('are not those of the shipped case: the list would say so', () => {
    const text = readFileSync(join(root, 'curriculum', 'scenario', 'three-desks', 'exercise.md'), 'utf8');
    expect(realNamesIn(text)).toEqual([]);
    expect(realNamesIn(text.replaceAll('Pellara', 'Indonesia')).length).toBeGreaterThan(0);
  });
});

describe('figures of the real world', () => {
  it('carry a source or a link in what participants read', () => {
    const said = (words: string) => codesOf(smallFiles(modulePath, 'Welcome.', words));
    expect(said('It began in 2002.')).toEqual(['fact-without-source']);
    expect(said('More than 40 states take part.')).toEqual(['fact-without-source']);
    expect(said('It began in [2002]{source=first-source}.')).toEqual([]);
    expect(said('It [began](https://example.org/) in 2002.')).toEqual([]);
    expect(said('The case begins on 3 March 2031. We met 40 people.')).toEqual([]);
  });
});

describe('long sentences', () => {
  const long = 'We write a sentence that goes on and on with many small words until it has so many words in it that nobody who reads it in a second language can still say at its end what stood at its beginning, and that is long.';

  it('are found on the line on which they begin, behind markup too', () => {
    const words = `Short.\n\nShort again.\nOne more. **We** [write](#first-task) ${long.slice(9)}`;
    const { findings } = check(smallFiles(modulePath, 'Welcome.', words), ['small-case']);
    expect(findings).toMatchObject([{ code: 'sentence-too-long', file: modulePath, line: 18 }]);
  });

  it('are counted in the glossary and in the questions too, each file with its own budget', () => {
    expect(codesOf(smallFiles('glossary.md', 'What information is for.', long))).toEqual(['sentence-too-long']);
    expect(codesOf(smallFiles('assessment/first.md', '> Yes.', `> ${long}`))).toEqual(['sentence-too-long']);
  });
});
