/** The quantiles that `statistics.ts` takes from jStat, which ships no types. */
declare module 'jstat' {
  const jStat: {
    readonly normal: { inv(p: number, mean: number, deviation: number): number };
    readonly studentt: { inv(p: number, freedom: number): number };
    readonly centralF: { inv(p: number, freedom1: number, freedom2: number): number };
  };
  export default jStat;
}
