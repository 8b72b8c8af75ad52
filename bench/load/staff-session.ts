import { makeEntry } from '../../src/accounts';
import { systemClock } from '../../src/clock';
import type { ExampleSite } from './example-site';

/** What a request of the example's staff member carries. */
export async function signedHeaders({ db, home }: Pick<ExampleSite, 'db' | 'home'>): Promise<{ cookie: string }> {
  const role = await db('programme_roles').where({ role: 'staff' }).first<{ person_id: string }>('person_id');
  const secret = await makeEntry(db, systemClock(), { purpose: 'example', personId: role.person_id });
  const entered = await fetch(`${home}/sign-in/with/${secret}`, { redirect: 'manual' });
  return { cookie: (entered.headers.get('set-cookie') ?? '').split(';')[0] ?? '' };
}
