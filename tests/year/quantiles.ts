// Ends of intervals, from the densities themselves: areas are added up in small steps, and halved until they fit.

/** z(0.975) of the normal distribution, from a printed table. */
export const z975 = 1.959963984540054;

/** ln Γ(n / 2) for a whole n: down by Γ(x + 1) = x Γ(x) to Γ(1) = 1 or Γ(1/2) = √π. */
function logGammaOfHalf(n: number): number {
  let sum = n % 2 === 0 ? 0 : Math.log(Math.PI) / 2;
  for (let half = n - 2; half >= 1; half -= 2) sum += Math.log(half / 2);
  return sum;
}

/** The area under a density from `from` to `to`, by Simpson's rule. */
function area(density: (x: number) => number, from: number, to: number, steps = 4_000): number {
  const width = (to - from) / steps;
  let sum = density(from) + density(to);
  for (let at = 1; at < steps; at += 1) sum += (at % 2 === 1 ? 4 : 2) * density(from + at * width);
  return (sum * width) / 3;
}

function halved(low: number, high: number, isBelow: (x: number) => boolean): number {
  let [from, to] = [low, high];
  for (let times = 0; times < 60; times += 1) {
    const middle = (from + to) / 2;
    if (isBelow(middle)) from = middle;
    else to = middle;
  }
  return (from + to) / 2;
}

const kept = new Map<string, number>();

function remembered(name: string, work: () => number): number {
  const known = kept.get(name) ?? work();
  kept.set(name, known);
  return known;
}

/** Student's t(0.975) with so many degrees of freedom. */
export function t975(freedom: number): number {
  const scale = Math.exp(logGammaOfHalf(freedom + 1) - logGammaOfHalf(freedom)) / Math.sqrt(freedom * Math.PI);
  const density = (x: number) => scale * (1 + (x * x) / freedom) ** (-(freedom + 1) / 2);
  return remembered(`t ${freedom}`, () => halved(0, 1_000, (x) => area(density, 0, x, 2_000) < 0.475));
}

/** The value below which the share `p` of F lies, by its link to the beta distribution, whose density ends at 0 and 1. */
export function fBelow(p: number, one: number, two: number): number {
  const scale = logGammaOfHalf(one + two) - logGammaOfHalf(one) - logGammaOfHalf(two);
  const density = (x: number) =>
    x <= 0 || x >= 1 ? 0 : Math.exp(scale + (one / 2 - 1) * Math.log(x) + (two / 2 - 1) * Math.log(1 - x));
  const share = remembered(`F ${p} ${one} ${two}`, () => halved(0, 1, (x) => area(density, 0, x) < p));
  return (share * two) / ((1 - share) * one);
}
