import { reservedModuleIds } from '../../src/curriculum/reserved';
import { testDatabase } from '../support/database';
import { siteOn } from '../support/site';

const database = testDatabase();

describe('the names that a module cannot have', () => {
  it('are all that a route of the product has in the place of a module', () => {
    const { router } = siteOn(database.db()).app as unknown as {
      router: { stack: { route?: { path: string } }[] };
    };
    const paths = router.stack.flatMap(({ route }) => (route ? [route.path] : []));
    const taken = paths.flatMap((path) => /^\/workshops\/:workshop\/(?:handbook|guide)\/([^:/]+)/.exec(path)?.[1] ?? []);
    expect(taken).toContain('search');
    expect(taken.filter((name) => !reservedModuleIds.some((each) => each === name))).toEqual([]);
  });
});
