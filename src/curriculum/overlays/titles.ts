import { hashOf } from '../../canonical';
import type { Compilation } from '../compile';
import type { Agenda, Block, Compiled, Module } from '../curriculum';
import type { Reading, Standing } from './parse';

/** The titles of modules and sections, by id, as blocks of which there is nothing but the title. */
export function titlesIn({ modules }: Pick<Compilation, 'modules'>): Map<string, Standing> {
  const titles = modules.flatMap(({ module }) => {
    const at = { module: module.id, number: module.number };
    const sections = module.sections.map(({ id, title, audience }): Standing => ({
      ...at,
      of: 'section',
      block: titleBlock(id, title, audience),
    }));
    const own: Standing = { ...at, of: 'module', block: titleBlock(module.id, module.title, 'both') };
    return [own, ...sections];
  });
  return new Map(titles.map((each) => [each.block.id, each]));
}

function titleBlock(id: string, title: string, audience: Block['audience']): Block {
  return { id, kind: 'heading', audience, title, body: [], textHash: hashOf({ title }), logicHash: '' };
}

/** The title that an overlay puts in place of a module's or a section's; undefined where its patch is stale, or there is none. */
export function titleOf(id: string, patches: ReadonlyMap<string, readonly Reading[]>): string | undefined {
  return patches.get(id)?.find(({ stale, patch }) => !stale && patch.kind === 'replace')?.patch.title;
}

/** The programme's agenda with the titles of a tailored book, where an item has its module's title and none of its own. */
export function agendaWith(agenda: Agenda, programmes: readonly Module[], local: readonly Module[]): Agenda {
  const titles = new Map(local.map(({ id, title }) => [id, title]));
  const own = new Map(programmes.map(({ id, title }) => [id, title]));
  return {
    ...agenda,
    days: agenda.days.map((day) => ({
      ...day,
      items: day.items.map((item) => {
        const ref = item.kind === 'module' ? (item.ref ?? '') : '';
        return item.title === own.get(ref) ? { ...item, title: titles.get(ref) ?? item.title } : item;
      }),
    })),
  };
}

/** Why something with an id in the programme is no block that an overlay may change; undefined for what is none of its. */
export function whyUnpatched(id: string, { assessment, glossary, agenda, guide }: Compiled): string | undefined {
  if (assessment.items.some((item) => item.id === id || item.options.some((option) => option.id === id))) {
    return `"${id}" is in the test, and the test is not patched: every room is asked the same, so that its results can be compared, and a key has one owner. Ask the programme for another question.`;
  }
  if (glossary.terms.some((term) => term.id === id)) {
    return `"${id}" is a term of the programme, which means the same in every room. Add a term of your own in the overlay's glossary.md.`;
  }
  if (guide.modules.some(({ objectives }) => objectives.some((each) => each.id === id))) {
    return `"${id}" is an objective: the test and the certificate stand on it. It is not patched.`;
  }
  if (agenda.days.some((day) => day.id === id || day.items.some((item) => item.id === id))) {
    return `"${id}" is in the agenda. An overlay changes words, never time: a workshop has its own agenda.`;
  }
  return undefined;
}
