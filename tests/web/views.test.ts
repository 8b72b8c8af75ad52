import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ejs from 'ejs';
import { parse } from 'node-html-parser';
import { root } from '../../src/root';

const folder = join(root, 'views');
const views = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ejs'))
  .sort()
  .map((name) => ({ name, source: readFileSync(join(folder, name), 'utf8') }));

/** The markup alone: what EJS would compute stands as nothing, so that only what an author wrote is judged. */
const markup = (source: string) => source.replace(/<%[\s\S]*?%>/g, '');

/** Whole files that people keep: their style and script stand in them, under a policy of their own that names each by hash. */
const keptFiles = new Set(['certificates/checker.ejs', 'copies/copy.ejs']);
const drawnForKept = new Set(['styleCss', 'scriptJs']);

describe.each(views)('$name', ({ name, source }) => {
  it('compiles', () => {
    expect(() => ejs.compile(source, { filename: name })).not.toThrow();
  });

  it('writes unescaped only what it includes or what our own renderer drew', () => {
    const unescaped = [...source.matchAll(/<%-([\s\S]*?)[-_]?%>/g)].map((found) => (found[1] ?? '').trim());
    const kept = (code: string) => keptFiles.has(name) && drawnForKept.has(code);
    const suspect = unescaped.filter(
      (code) => !code.startsWith('include(') && !/^[\w.]*Html$/.test(code) && !kept(code),
    );
    expect(suspect).toEqual([]);
  });

  it('includes only views that exist', () => {
    const included = [...source.matchAll(/include\('([^']+)'/g)].map((found) => `${found[1] ?? ''}.ejs`);
    const known = new Set(views.map((view) => view.name.replaceAll('\\', '/')));
    expect(included.filter((path) => !known.has(path))).toEqual([]);
  });

  it('holds no inline style and no inline script, or, kept as a file, a policy that names both', () => {
    const page = parse(markup(source), { comment: false });
    const inline = page.querySelectorAll('[style], style, script:not([src])').map(String);
    if (keptFiles.has(name)) expect(source).toContain('http-equiv="Content-Security-Policy" content="<%= policy %>"');
    else expect(inline).toEqual([]);
    const handlers = page
      .querySelectorAll('*')
      .filter((element) =>
        Object.keys(element.attributes).some((attribute) => attribute.toLowerCase().startsWith('on')),
      );
    expect(handlers.map(String)).toEqual([]);
  });

  it('sends the token with every form that changes something', () => {
    for (const form of source.match(/<form\b[\s\S]*?<\/form>/g) ?? []) {
      if (!/method="post"/i.test(form)) continue;
      expect(form).toContain("include('partials/csrf')");
    }
  });

  it('lets every table scroll by itself, reached by keyboard and named', () => {
    for (const found of source.matchAll(/<table\b/g)) {
      const around = /<div ([^>]*)>$/.exec(source.slice(0, found.index).trimEnd())?.[1] ?? '';
      expect(around).toMatch(/class="table[ "-]/);
      expect(around).toMatch(/tabindex="0"/);
      expect(around).toMatch(/role="(region|group)"/);
      expect(around).toMatch(/aria-label(ledby)?="[^"]/);
    }
  });
});

it('gives every page one heading of the first level', () => {
  const code = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(root, 'src', name), 'utf8'))
    .join('\n');
  const heads = (source: string): number => {
    const included = [...source.matchAll(/include\('([^']+)'/g)].map((found) => `${String(found[1])}.ejs`);
    const inner = views.filter(({ name }) => included.includes(name)).map((view) => heads(view.source));
    return (source.match(/<h1\b/g) ?? []).length + inner.reduce((sum, one) => sum + one, 0);
  };
  // What is drawn by itself, to stand inside pages, is no page.
  const named = (name: string, by = '') => code.includes(`${by}'${name.replace(/\.ejs$/, '')}'`);
  const pages = views.filter(({ name }) => named(name) && !named(name, 'render('));
  // A page whose whole middle was drawn before is judged where that middle is drawn.
  const drawn = pages.filter(({ source }) => !/^<%- \w+Html %>\s*$/.test(source));
  expect(drawn.length).toBeGreaterThan(10);
  expect(drawn.filter(({ source }) => heads(source) !== 1).map(({ name }) => name)).toEqual([]);
});
