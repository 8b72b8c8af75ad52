import type { Db } from '../db/db';
import type { Person } from './person';
import { findPerson } from './queries';
import { Recent } from './recent';

/** Who is behind a session, by the id that it holds: read once, and kept for five seconds. */
export class KnownPeople {
  readonly #recent = new Recent<Person>(5_000, 5_000);
  #forgotten = 0;

  constructor(private readonly db: Db) {}

  async find(id: string): Promise<Person | undefined> {
    const known = this.#recent.get(id);
    if (known) return known;
    const before = this.#forgotten;
    const person = await findPerson(this.db, id);
    // What was read while somebody was forgotten may be what was to be forgotten.
    if (person && before === this.#forgotten) this.#recent.set(id, person);
    return person;
  }

  forget(ids: readonly string[]): void {
    this.#forgotten += 1;
    for (const id of ids) this.#recent.delete(id);
  }
}
