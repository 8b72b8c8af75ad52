import { cautionsIn } from '../../src/prose';

const concernsOf = (text: string, fictional = '') => cautionsIn(text, fictional).map((caution) => caution.concern);

describe('The exercise-only guard on free text', () => {
  it.each([
    ['Write to somchai.k@police.example.org', 'email', 'somchai.k@police.example.org'],
    ['Ring +66 2 123 4567 tonight', 'phone', '+66 2 123 4567'],
    ['Ring 081-234-5678', 'phone', '081-234-5678'],
    ['His passport is AB1234567.', 'document', 'AB1234567'],
    ['Citizen number 1103700123456', 'document', '1103700123456'],
    ['โทร ๐๘๑๒๓๔๕๖๗๘', 'phone', '๐๘๑๒๓๔๕๖๗๘'],
    ['This is like our case last March', 'realCase', 'our case last March'],
    ['It is a real case from my work', 'realCase', 'a real case'],
    ['Last year we had the same van', 'realCase', 'Last year we'],
  ])('stops "%s" and shows the writer which part', (text, concern, excerpt) => {
    expect(cautionsIn(text, '')).toContainEqual({ concern, excerpt });
  });

  it.each([
    'Please tell us whether the grey van VL-311 crossed on 2026-03-12 between 10:42 and 12:00.',
    'The source is usually reliable; the information is not confirmed (B3). Reply before 06.00 on 14/03/2026.',
    'We ask under Article 10 of the Protocol. Two women, one man. About 1 200 in fees.',
    'Our investigation needs the crossing record only, and no name of the victim.',
  ])('lets an ordinary request pass: "%s"', (text) => {
    expect(cautionsIn(text, '')).toEqual([]);
  });

  it('knows the numbers of the fictional case itself', () => {
    const scene = 'The lorry papers carry the number TS4417020.';
    expect(concernsOf('Check TS4417020 please', scene)).toEqual([]);
    expect(concernsOf('Check TS4417021 please', scene)).toEqual(['document']);
  });
});
