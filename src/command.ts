/** One command of the `titian` program. `run` gets what follows the name, and answers with the exit code. */
export interface Command {
  /** As typed, one or two words: `check`, `scenario verify`. */
  readonly name: string;
  /** One line for `titian --help`. */
  readonly summary: string;
  /** The full help, shown by `titian NAME --help`: arguments, options, what is printed, exit codes. */
  readonly help: string;
  run(args: readonly string[]): Promise<number>;
}

/** What a check found in a source file, in the author's words. `line` counts from 1. */
export interface Finding {
  readonly code: string;
  readonly file: string;
  readonly line: number;
  readonly message: string;
}
