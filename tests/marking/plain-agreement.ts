/** Of each criterion: how many texts both raters marked, and how many with the same level. */
export type PlainAgreement = Map<string, { n: number; same: number }>;

interface Line {
  readonly line: string;
  readonly seq: number;
  readonly sheet: number;
  readonly rater: string;
  readonly criterion: string;
  readonly level: number;
}

/** Reads how far raters agree from the JSON lines of a run alone, with nothing of the product's own; adds to what was read before. */
export function agreeingPlainly(text: string, before: PlainAgreement): PlainAgreement {
  const marks = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line)
    .filter(({ line }) => line === 'mark');
  const found: PlainAgreement = new Map([...before].map(([id, each]) => [id, { ...each }]));
  for (const criterion of new Set(marks.map((mark) => mark.criterion))) {
    const counted = found.get(criterion) ?? { n: 0, same: 0 };
    found.set(criterion, counted);
    for (const seq of new Set(marks.map((mark) => mark.seq))) {
      const last = (rater: string) => {
        let stands: Line | undefined;
        for (const mark of marks)
          if (mark.seq === seq && mark.rater === rater && mark.criterion === criterion)
            if (!stands || mark.sheet > stands.sheet) stands = mark;
        return stands?.level;
      };
      const [own, other] = [last('facilitator'), last('table')];
      if (own === undefined || other === undefined) continue;
      counted.n += 1;
      if (own === other) counted.same += 1;
    }
  }
  return found;
}
