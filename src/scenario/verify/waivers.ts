import type { Case, Check } from '../case';
import type { Fault } from './walk';

/** A finding that the author lets stand, with the reason. */
export interface Waived extends Fault {
  readonly because: string;
}

type Waiver = Extract<Check, { check: 'waiver' | 'expected' }>;

/** What players do by chance may come and go with their number. */
const byChance = new Set(['decisions-few', 'ending-rare', 'fact-rarely-learned']);

/**
 * Parts the findings of an exploration by the waivers of the case, or the warnings of a review by those it expects. A waiver names the code and a thing that the
 * finding names (the case itself for `not-proven`); one that fits no finding is a finding.
 */
export function applyWaivers(
  case_: Case,
  faults: readonly Fault[],
  of: 'exploration' | 'review' = 'exploration',
): { readonly findings: readonly Fault[]; readonly waived: readonly Waived[] } {
  const waivers = case_.checks.filter(
    (check): check is Waiver => check.check === (of === 'review' ? 'expected' : 'waiver'),
  );
  const used = new Set<Waiver>();
  const findings: Fault[] = [];
  const waived: Waived[] = [];
  for (const fault of faults) {
    const waiver = waivers.find((each) => each.code === fault.code && isAbout(case_, fault, each.of));
    if (waiver) {
      used.add(waiver);
      waived.push({ ...fault, because: waiver.reason });
    } else findings.push(fault);
  }
  for (const waiver of waivers)
    if (!used.has(waiver) && (of === 'exploration' || !byChance.has(waiver.code)))
      findings.push({
        code: 'waiver-unused',
        ...waiver.place,
        message: `There is no ${of === 'review' ? 'warning' : 'finding'} "${waiver.code}" about "${waiver.of}" to let stand. Take the line out.`,
        walk: null,
      });
  return { findings, waived };
}

/** Ids are small letters, digits and hyphens: one that is part of a longer id does not count. */
function isAbout(case_: Case, { code, message }: Fault, id: string): boolean {
  if (code === 'not-proven') return id === case_.id;
  return message.split(/[^a-z0-9-]+/).includes(id);
}
