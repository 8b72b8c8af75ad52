import { LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import type { Problem } from '../prose';
import type { Code } from './codes';
import { meant } from './nearest';

/** A file in two: its front matter as read by a schema (undefined where it cannot be), and its body. */
export interface Front<Value> {
  readonly value: Value | undefined;
  readonly problems: readonly Problem<Code>[];
  readonly body: string;
  readonly bodyLine: number;
  /** The line on which a field stands. */
  lineOf(path: readonly (string | number)[]): number;
}

const fences = /^---[ \t]*\n([\s\S]*?)^---[ \t]*(?:\n|$)/m;

/**
 * Reads the front matter (YAML 1.2 between two `---` lines at the very start) by a schema. `names` are the fields an
 * author may have meant by an unknown one.
 */
export function readFrontMatter<Value>(text: string, schema: z.ZodType<Value>, names: readonly string[]): Front<Value> {
  const match = text.startsWith('---') ? fences.exec(text) : null;
  if (match?.index !== 0) {
    const message = 'The file begins with its front matter: fields between two lines of "---".';
    const problems: Problem<Code>[] = [{ code: 'front-matter-missing', line: 1, message }];
    return { value: undefined, problems, body: text, bodyLine: 1, lineOf: () => 1 };
  }
  const lines = new LineCounter();
  const document = parseDocument(match[1] ?? '', { lineCounter: lines, prettyErrors: false });
  const lineAt = (offset: number) => 1 + Math.max(1, lines.linePos(offset).line);
  const lineOf = (path: readonly (string | number)[]): number => {
    for (let length = path.length; length > 0; length -= 1) {
      const node: unknown = document.getIn(path.slice(0, length), true);
      const range = rangeOf(node);
      if (range) return lineAt(range);
    }
    return 1;
  };
  const body = text.slice(match[0].length);
  const bodyLine = match[0].split('\n').length;
  const broken = document.errors[0];
  if (broken) {
    const message = `The front matter cannot be read (${broken.message}). Put quotes around words with a colon.`;
    const problems: Problem<Code>[] = [{ code: 'front-matter-broken', line: lineAt(broken.pos[0]), message }];
    return { value: undefined, problems, body, bodyLine, lineOf };
  }
  const read = schema.safeParse(plain(document));
  const problems = read.success ? [] : read.error.issues.flatMap((issue) => describe(issue, names, lineOf));
  return { value: read.data, problems, body, bodyLine, lineOf };
}

/** Aliases that multiply without end are refused by the reader of YAML; to the schema they are nothing. */
function plain(document: Document.Parsed): unknown {
  try {
    return document.toJS({ maxAliasCount: 10 });
  } catch {
    return undefined;
  }
}

function rangeOf(node: unknown): number | undefined {
  if (typeof node !== 'object' || node === null || !('range' in node)) return undefined;
  const range = node.range;
  return Array.isArray(range) && typeof range[0] === 'number' ? range[0] : undefined;
}

function describe(issue: z.core.$ZodIssue, names: readonly string[], lineOf: Front<unknown>['lineOf']): Problem<Code>[] {
  const path = issue.path.filter((step): step is string | number => typeof step !== 'symbol');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const message = `There is no field "${key}" here.${meant(key, names)}`;
      return { code: 'field-unknown', line: lineOf([...path, key]), message };
    });
  }
  const field = path.join('.');
  if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined')) {
    return [{ code: 'field-missing', line: lineOf(path.slice(0, -1)), message: `The field "${field}" is missing.` }];
  }
  return [{ code: 'field-wrong', line: lineOf(path), message: `The field "${field}" is not as it must be: ${issue.message}.` }];
}
