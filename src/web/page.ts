import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import ejs from 'ejs';
import type { Response } from 'express';
import { root } from '../root';
import type { Words } from '../words';
import { asset } from './assets';

/** What every page's frame needs, whoever asks and whatever it shows. Set on `res.locals.frame` by `app.ts`. */
export interface Frame {
  readonly t: Words;
  readonly path: string;
  /** The token for a form on this page. Asked only when a form is drawn, so that a mere reader gets no session. */
  csrf(): string;
  readonly person?: { readonly id: string; readonly displayName: string } | undefined;
  /** Where this person may go from any page: already filtered by what they may see. */
  readonly places: readonly { readonly href: string; readonly words: string }[];
  /** The installation holds the example workshop: every page says so. */
  readonly example: boolean;
  /** The theme a person chose; without it the device decides. */
  readonly theme?: 'light' | 'dark' | undefined;
  readonly contrast?: 'more' | undefined;
  /** This page's address with its question, where it can be asked for again. */
  readonly here?: string | undefined;
}

type Template = (locals: object) => string;

const views = join(root, 'views');
const sources = new Map<string, string>();
const compiled = new Map<string, Template>();

// Read at the start, all of one version; compiled when first drawn, as most runs of a program draw few of them.
for (const entry of readdirSync(views, { recursive: true, encoding: 'utf8' })) {
  if (!entry.endsWith('.ejs')) continue;
  const name = relative('.', entry)
    .replaceAll('\\', '/')
    .replace(/\.ejs$/, '');
  sources.set(name, readFileSync(join(views, entry), 'utf8'));
}

/** Renders a view (a path below `views/`, without ending) with its locals; `include` takes paths of the same form. */
export function render(view: string, locals: object): string {
  // EJS looks for an included file on disk at every render; an `include` among the locals takes the place of its own.
  return templateOf(view)({
    asset,
    ...locals,
    include: (inner: string, more?: object) => render(inner, { ...locals, ...more }),
  });
}

function templateOf(view: string): Template {
  const known = compiled.get(view);
  if (known) return known;
  const source = sources.get(view);
  if (source === undefined) throw new Error(`There is no view "${view}".`);
  const template: Template = ejs.compile(source, { filename: `${view}.ejs` });
  compiled.set(view, template);
  return template;
}

/** What the layout draws around a view. `title` is a sentence, already in the reader's language. */
export interface Sheet {
  readonly title: string;
  /** The places above this page, without the page itself. */
  readonly trail?: Trail;
  /** The page is of the fictional case: the mark stays on screen and on paper. */
  readonly exercise?: boolean;
  readonly wide?: boolean;
  /** Files below `public/`, loaded with `defer`. */
  readonly scripts?: readonly string[];
  /** A line for the foot: the publication and its date. */
  readonly colophon?: string;
}

export type Trail = readonly { readonly href: string; readonly words: string }[];
export type Page<Locals> = (res: Response, locals: Locals & Sheet, status?: number) => void;

/**
 * A page that declares what its view needs, so that a handler cannot forget it. The view gets these locals, `t` (the
 * words) and `frame`. `layout` is `page` or `projector`. A feature may have a style sheet of its own, `css/<feature>.css`.
 */
export function page<Locals extends object>(view: string, layout = 'page'): Page<Locals> {
  // What only one feature draws is loaded with its own pages, so that a first page stays light on a bad network.
  const own = `css/${view.split('/')[0] ?? ''}.css`;
  const styles = existsSync(join(root, 'public', own)) ? [own] : [];
  return (res, locals, status = 200) => {
    const frame = res.locals['frame'] as Frame;
    const shared = { styles, ...locals, t: frame.t, frame };
    const bodyHtml = render(view, shared);
    res
      .status(status)
      .type('html')
      .send(render(`layout/${layout}`, { ...shared, bodyHtml }));
  };
}
