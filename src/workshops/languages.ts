import { cleanName, fold } from '../accounts';

/** Languages as people type them in one line: between commas of any script, semicolons or slashes. Each once. */
export function readLanguages(typed: string): string[] {
  const names = typed
    .split(/[,،、，;；/\n]+/u)
    .map(cleanName)
    .filter((name) => name !== '');
  return [...new Map(names.map((name) => [languageKey(name), name])).values()];
}

/** By what a language is known as the same: its code where the name, the own name or the code is known to us. */
export function languageKey(name: string): string {
  const key = fold(name);
  return keys().get(key) ?? key;
}

const codes =
  'en ar bn dv dz fa ps fil hi id ms km ko ja ku lo mn my ne pt tet si ta te th tpi to sm fj ur vi zh yue ru fr es tr uz'.split(
    ' ',
  );

// What people of the region call a language, where the standard's name is another.
const otherNames: Readonly<Record<string, string>> = {
  bahasa: 'id',
  'bahasa indonesia': 'id',
  'bahasa melayu': 'ms',
  bangla: 'bn',
  cambodian: 'km',
  dari: 'fa',
  farsi: 'fa',
  laotian: 'lo',
  mandarin: 'zh',
  myanmar: 'my',
  pashtu: 'ps',
  pidgin: 'tpi',
  sinhalese: 'si',
  tagalog: 'fil',
  tetun: 'tet',
};

let known: ReadonlyMap<string, string> | undefined;

function keys(): ReadonlyMap<string, string> {
  known ??= new Map([
    ...codes.flatMap((code) => namesOf(code).map((name) => [fold(name), code] as const)),
    ...Object.entries(otherNames),
  ]);
  return known;
}

function namesOf(code: string): string[] {
  const own = new Intl.DisplayNames(code, { type: 'language', fallback: 'code' }).of(code);
  const english = new Intl.DisplayNames('en', { type: 'language', fallback: 'code' }).of(code);
  return [code, own ?? code, english ?? code];
}
