import type { Content, Inline } from '../../prose';
import type { Block, Case, Person } from '../case';
import type { TextBlock } from './blocks';
import type { Fallback } from './translate';

/** Marks every text that fell back as being in the source's language, so that it is read aloud and set as such. */
export function inForeign(case_: Case, texts: readonly TextBlock[], fallbacks: readonly Fallback[]): Case {
  const languages = new Map(fallbacks.map(({ file, key, language }) => [`${file} ${key}`, language]));
  const words = (file: string, key: string, content: readonly Content[]): readonly Content[] => {
    const language = languages.get(`${file} ${key}`);
    return language === undefined ? content : content.map((each) => marked(each, language));
  };
  // The parts of a text stand in the same order as when it was compiled.
  const blocks = (file: string, key: string, list: readonly Block[]): readonly Block[] => {
    const parts = texts.filter((each) => each.file === file && (each.key === key || each.key.startsWith(`${key}.`)));
    return list.map((block, index) => ({ ...block, content: words(file, parts[index]?.key ?? key, block.content) }));
  };
  const person = (each: Person): Person => ({
    ...each,
    text: words(each.place.file, `${each.id}.text`, each.text),
    entries: each.entries.map((entry) => ({ ...entry, text: words(entry.place.file, `${entry.id}.text`, entry.text) })),
  });
  return {
    ...case_,
    introduction: words('exercise.md', 'introduction', case_.introduction),
    contentNote: words('exercise.md', 'content-note', case_.contentNote),
    roles: case_.roles.map((role) => ({ ...role, briefing: words(role.place.file, `${role.id}.text`, role.briefing) })),
    phases: case_.phases.map((phase) => ({ ...phase, text: words(phase.place.file, `${phase.id}.text`, phase.text) })),
    documents: case_.documents.map((each) => ({ ...each, body: words(each.place.file, `${each.id}.text`, each.body) })),
    injects: case_.injects.map((each) => ({ ...each, text: words(each.place.file, `${each.id}.text`, each.text) })),
    endings: case_.endings.map((each) => ({ ...each, text: words(each.place.file, `${each.id}.text`, each.text) })),
    ...(case_.persons ? { persons: case_.persons.map(person) } : {}),
    scenes: case_.scenes.map((scene) => ({
      ...scene,
      body: blocks(scene.place.file, `${scene.id}.body`, scene.body),
      choices: scene.choices.map((choice) => ({
        ...choice,
        feedback: blocks(choice.place.file, `${choice.id}.feedback`, choice.feedback),
        debrief: words(choice.place.file, `${choice.id}.debrief`, choice.debrief),
      })),
    })),
  };
}

function marked(block: Content, lang: string): Content {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return { ...block, children: spoken(block.children, lang) };
    case 'quote':
      return { ...block, children: block.children.map((each) => marked(each, lang)) };
    case 'list':
      return { ...block, items: block.items.map((item) => item.map((each) => marked(each, lang))) };
    case 'table':
      return {
        ...block,
        head: block.head.map((cell) => spoken(cell, lang)),
        rows: block.rows.map((row) => row.map((cell) => spoken(cell, lang))),
      };
    default:
      return block;
  }
}

/** A fact's sentence is no part of the text around it: it has its own language. */
function spoken(nodes: readonly Inline[], lang: string): readonly Inline[] {
  return nodes.map((node) => (node.type === 'fact' ? node : { type: 'foreign', lang, children: [node] }));
}
