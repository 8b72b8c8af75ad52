/** What was typed after a command, sorted; a sentence where an option is unknown or lacks its value. */
export function options(
  args: readonly string[],
  valued: readonly string[],
  plain: readonly string[],
): { rest: string[]; values: Map<string, string>; flags: Set<string> } | string {
  const rest: string[] = [];
  const values = new Map<string, string>();
  const flags = new Set<string>();
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    if (valued.includes(arg)) {
      at += 1;
      const value = args[at];
      if (value === undefined) return `${arg} needs a value.`;
      values.set(arg, value);
    } else if (plain.includes(arg)) flags.add(arg);
    else if (arg.startsWith('-')) return `There is no option ${arg}.`;
    else rest.push(arg);
  }
  return { rest, values, flags };
}
