import { compareEditions, type Readable } from '../../src/curriculum/compare';
import type { Edition } from '../../src/curriculum/curriculum';
import { check } from '../../src/curriculum/check';
import { publishCompiled } from '../../src/publish';
import { testDatabase } from '../support/database';
import { addFacilitator, addParticipant, addStaff, addWorkshop, siteOn, type Site } from '../support/site';
import { compiledFrom, smallFiles } from './small';
import type { SourceFile } from '../../src/curriculum/source';

const first = 'modules/10-first/module.md';

function readable(edition: Edition, files: readonly SourceFile[]): Readable {
  const compiled = compiledFrom(files);
  return { book: compiled[edition], glossary: compiled.glossary };
}

/** How, and on what, two versions of the small curriculum differ for the readers of an edition. */
function changes(edition: Edition, files: readonly SourceFile[]): string[] {
  const pages = compareEditions(readable(edition, smallFiles()), readable(edition, files));
  return pages.flatMap(({ page, changes: own }) => own.map(({ how, id }) => `${page}: ${how} ${id}`));
}

describe('two publications compared', () => {
  it('are the same where nothing changed, in both books', () => {
    expect([...changes('handbook', smallFiles()), ...changes('guide', smallFiles())]).toEqual([]);
  });

  it('name exactly the block whose words changed, with the words before and now', () => {
    const revised = smallFiles(first, 'Welcome.', 'Good morning.');
    expect(changes('handbook', revised)).toEqual(['first: changed first-welcome']);
    const [page] = compareEditions(readable('handbook', smallFiles()), readable('handbook', revised));
    expect(page?.changes[0]).toMatchObject({
      before: 'Welcome. Read the task and look up purpose.',
      now: 'Good morning. Read the task and look up purpose.',
    });
  });

  it('name blocks that came and went, and minutes that are others', () => {
    const more = smallFiles(first, '## Why', 'One more thought. {#first-more}\n\n## Why');
    expect(changes('handbook', more)).toEqual(['first: added first-more']);
    const less = smallFiles(first, '::: say {#first-task-say}\nTwo minutes each, then change.\n:::\n', '');
    expect(changes('guide', less)).toEqual(['first: removed first-task-say']);
    const longer = smallFiles(first, 'minutes=15 minimum=10', 'minutes=12 minimum=10').map((file) =>
      file.path === first ? { ...file, text: file.text.replace('{#first-why minutes=5}', '{#first-why minutes=8}') } : file,
    );
    expect(changes('guide', longer)).toEqual(['first: changed first-why', 'first: changed first-task']);
    expect(changes('handbook', longer)).toEqual(['first: changed first-task']);
  });

  it('say nothing in the Handbook of what only the Guide has: notes, answers, the least minutes', () => {
    const noted = smallFiles(first, 'Two minutes each', 'Three minutes each');
    expect(changes('handbook', noted)).toEqual([]);
    expect(changes('guide', noted)).toEqual(['first: changed first-task-say']);
    const hurried = smallFiles(first, 'minimum=10', 'minimum=8');
    expect(changes('handbook', hurried)).toEqual([]);
    expect(changes('guide', hurried)).toEqual(['first: changed first-task']);
  });

  it('speak of a whole new module once', () => {
    const third = smallFiles().map((file) => file.text).find((text) => text.includes('id: second')) ?? '';
    const text = third.replace('id: second\n', 'id: third\n').replace('id: second-o1', 'id: third-o1');
    const files = [...smallFiles(), { path: 'modules/30-third/module.md', text: `${text}\nWords. {#third-words}\n` }];
    expect(changes('handbook', files)).toEqual(['third: added third']);
  });
});

describe('the pages of publications', () => {
  const database = testDatabase();
  let site: Site;
  const publishSmall = async (files: readonly SourceFile[]) => {
    const { compiled } = check(files, ['small-case']);
    if (!compiled) throw new Error('The small curriculum does not compile.');
    return (await publishCompiled(database.db(), site.clock.now, compiled, {})).id;
  };

  it('show an alumna what changed in her Handbook since, a facilitator the Guide’s too, and staff any two', async () => {
    site = siteOn(database.db());
    const old = await publishSmall(smallFiles());
    const facilitator = await addFacilitator(site);
    const workshop = await addWorkshop(site, facilitator);
    const alumna = await site.as(await addParticipant(site, workshop, 'Thida Win'));
    const home = `/workshops/${workshop.id}`;
    await alumna.get(`${home}/changes`);
    expect(alumna.words).toContain('nothing changed since');

    site.clock.advance(300);
    const revised = smallFiles(first, 'Two minutes each', 'KANARI minutes each').map((file) =>
      file.path === first ? { ...file, text: file.text.replace('Welcome.', 'Good morning.') } : file,
    );
    const now = await publishSmall(revised);
    await alumna.get(`${home}/changes`);
    expect(alumna.words).toContain('One thing changed.');
    expect(alumna.page.querySelector('del')?.text).toContain('Welcome');
    expect(alumna.text).not.toMatch(/KANARI|first-task-say/);
    await alumna.get(`${home}/guide-changes`, 404);
    await alumna.get('/publications', 403);

    const desk = await site.as(facilitator);
    await desk.get(home);
    expect(desk.words).toContain('There is a newer publication');
    await desk.get(`${home}/guide-changes`);
    expect(desk.words).toContain('KANARI');

    const staff = await site.as(await addStaff(site));
    await staff.get('/publications');
    expect(staff.words).toContain(now.slice(0, 12));
    await staff.get(`/publications/compare?from=${old}&to=${now}&edition=guide`);
    expect(staff.words).toContain('2 things changed.');
    await staff.get(`/publications/compare?from=${old}&to=${'0'.repeat(64)}`, 404);
  });
});
