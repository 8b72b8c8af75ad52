import type { Handling, Id } from './case';
import { lookup } from './lookup';
import { agreed, type Sight } from './sight';
import type { Parcel } from './state';

/** A fact that was passed on against its handling mark. */
export interface Breach {
  readonly fact: Id;
  readonly to: Id;
  readonly handling: Handling;
}

/** Which of these parcels break the mark of a fact they carry; read after the choice, so that consent taken in it counts. */
export function breachesOf(sight: Sight, parcels: readonly Parcel[]): readonly Breach[] {
  return parcels.flatMap((parcel) =>
    factsCarried(sight, parcel).flatMap((fact) => {
      const handling = markBroken(sight, fact, parcel.to);
      return handling ? [{ fact, to: parcel.to, handling }] : [];
    }),
  );
}

function factsCarried(sight: Sight, parcel: Parcel): readonly Id[] {
  if (parcel.fact !== null) return [parcel.fact];
  return (
    lookup(sight.case)
      .documents.get(parcel.document ?? '')
      ?.carries.map((each) => each.fact) ?? []
  );
}

function markBroken(sight: Sight, id: Id, to: Id): Handling | undefined {
  const fact = lookup(sight.case).facts.get(id);
  const handling = lookup(sight.case).handling.get(fact?.handling ?? '');
  if (!fact || !handling || handling.rule === 'none') return undefined;
  const stated = sight.form?.['purpose'];
  const purpose = typeof stated === 'string' ? stated : null;
  if (handling.rule === 'consent')
    return agreed(sight, { kind: 'consent', fact: id, to, purpose }) ? undefined : handling;
  if (fact.originator === sight.role || fact.originator === to) return undefined;
  return agreed(sight, { kind: 'permission', fact: id, to, purpose }) ? undefined : handling;
}
