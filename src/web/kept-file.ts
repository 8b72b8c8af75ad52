import { createHash } from 'node:crypto';

/** The style and scripts that stand in a file which people keep. Drawn with `styleCss` and `scriptJs`, and `policy`. */
export interface KeptFile {
  readonly styleCss: string;
  readonly scriptJs: string;
  /** For the file's own `Content-Security-Policy`. */
  readonly policy: string;
}

/**
 * A file that asks for nothing from anywhere: its style and script stand in it, and its own policy (CSP 3) lets exactly
 * these run, by their hash, and nothing else. Neither may hold its own closing tag: that is taken apart here.
 */
export function keptFile(style: string, script: string, more: readonly string[] = []): KeptFile {
  const styleCss = style.replaceAll('</style', '<\\/style');
  const scriptJs = script.replaceAll('</script', '<\\/script');
  const policy = [
    "default-src 'none'",
    `style-src '${hashOf(styleCss)}'`,
    `script-src '${hashOf(scriptJs)}'`,
    ...more,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return { styleCss, scriptJs, policy };
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}`;
}
