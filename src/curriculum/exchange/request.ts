import { type Question, type QuestionOption, oneInMarkdown, questionsIn } from './question';

/** A request as the text of a question elsewhere: with gaps to choose in (Moodle's cloze), or as a list without its key. */
export function requestText({ stem, setting, options, fields = [] }: Question, as: 'gaps' | 'list'): string {
  const parts = fields.map(({ id, label, several }) => {
    const here = options.filter(({ field }) => field === id);
    if (here.length === 0) return `**${label}**`;
    return as === 'gaps' ? `**${label}**: ${gap(here, several)}` : `**${label}**: ${here.map(({ words }) => words).join(' / ')}`;
  });
  return [stem, ...(setting === '' ? [] : [setting]), ...parts].join('\n\n');
}

/** docs.moodle.org, "Embedded Answers (Cloze) question type". */
function gap(options: readonly QuestionOption[], several: boolean): string {
  const right = options.filter(({ correct }) => correct).length;
  const answers = options.map(({ words, correct, feedback }) => {
    const worth = !correct ? '' : right > 1 ? `%${Number((100 / right).toFixed(5))}%` : '=';
    return `${worth}${inGap(words)}${feedback === '' ? '' : `#${inGap(feedback)}`}`;
  });
  return `{1:${several ? 'MULTIRESPONSE' : 'MULTICHOICE_V'}:${answers.join('~')}}`;
}

function inGap(text: string): string {
  return text.replace(/[\\~=#{}"/]/g, '\\$&').replace(/\s+/g, ' ').trim();
}

/** What others lose of each request; `also` says how. */
export function requestLosses(questions: readonly Question[], loss: string): { readonly id: string; readonly loss: string }[] {
  return questions.flatMap(({ id, type }) => (type === 'request' ? [{ id, loss }] : []));
}

/** A request whole, on one line that may stand in a comment of any format: no line end and no double hyphen is in it. */
export function ownSource(question: Question): string {
  return oneInMarkdown(question).replace(/[\\-]/g, '\\$&').replace(/\n/g, '\\n').replace(/[\r\u2028\u2029]/g, ' ');
}

/** The request of such a line; undefined for anything else. */
export function sourceIn(line: string): Question | undefined {
  const text = line.replace(/\\([\s\S])/g, (_, sign: string) => (sign === 'n' ? '\n' : sign));
  const [question, ...more] = questionsIn(text);
  return question?.type === 'request' && more.length === 0 ? question : undefined;
}
