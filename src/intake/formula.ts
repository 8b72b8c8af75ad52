/**
 * A spreadsheet runs a cell that begins with one of these as a formula (OWASP, CSV injection), whoever typed it. An
 * apostrophe in front makes it text; a value that already has apostrophes gets one more, so that reading takes back
 * exactly what writing put in.
 */
export function guarded(value: string): string {
  return /^'*[=+\-@\t\r\n]/.test(value) ? `'${value}` : value;
}

export function unguarded(cell: string): string {
  return /^'+[=+\-@\t\r\n]/.test(cell) ? cell.slice(1) : cell;
}
