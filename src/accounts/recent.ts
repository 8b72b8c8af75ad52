/** Keeps what was read a moment ago, for a moment: at most `most` things, each for `milliseconds` at most. */
export class Recent<Value> {
  readonly #kept = new Map<string, { readonly value: Value; readonly until: number }>();

  constructor(
    private readonly milliseconds: number,
    private readonly most: number,
  ) {}

  get(key: string): Value | undefined {
    const found = this.#kept.get(key);
    if (!found) return undefined;
    if (found.until > performance.now()) return found.value;
    this.#kept.delete(key);
    return undefined;
  }

  set(key: string, value: Value): void {
    this.#kept.delete(key);
    this.#kept.set(key, { value, until: performance.now() + this.milliseconds });
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > this.most && oldest !== undefined) this.#kept.delete(oldest);
  }

  delete(key: string): void {
    this.#kept.delete(key);
  }
}
