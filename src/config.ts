import { join, resolve } from 'node:path';
import type { MailSettings } from './mail';
import { root } from './root';

/**
 * `example`: made-up people, for this machine only. `box`: one laptop that serves a room. `production`: a server for
 * the programme. Each has data of its own, and none ever opens another's.
 */
export type Mode = 'example' | 'box' | 'production';

export interface Config {
  readonly mode: Mode;
  /** What to print once ready: one line of JSON, or a screen for people. */
  readonly json: boolean;
  /** 0 takes any free port. */
  readonly port: number;
  /** The address to listen on. */
  readonly host: string;
  /** The folder of this mode: secrets, the lock of a running program, and the database where there is no server. */
  readonly dataFolder: string;
  /** A PostgreSQL server's database to use instead of the embedded one. */
  readonly databaseUrl: string | undefined;
  /** The address at which people reach the product, without a slash at its end, when it is not this machine's own. */
  readonly publicUrl: string | undefined;
  /** How mails leave the house; without it they wait in the outbox, for somebody to copy them. */
  readonly mail: MailSettings | undefined;
  /** How many proxies stand in front: from so many hops back the visitor's address is believed. */
  readonly proxies: number;
  /** Whether npm started us: then we live no longer than it does. */
  readonly underNpm: boolean;
  /** Secrets given by the environment; those missing are kept in a file. */
  readonly given: { readonly sessionSecret: string | undefined; readonly certificateKey: string | undefined };
}

/** Everything that was wrong with the settings, one sentence each. */
export class ConfigRefused extends Error {
  constructor(readonly faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'ConfigRefused';
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

const options = ['--box', '--json'];

/**
 * Reads the settings of a start from the environment and the words after `start`. This is the only reader of the
 * environment. Throws ConfigRefused naming all that is wrong at once.
 */
export function readConfig(args: readonly string[], env: Environment = process.env): Config {
  const faults: string[] = [];
  const unknown = args.filter((word) => !options.includes(word));
  if (unknown.length > 0) faults.push(`start does not know ${unknown.join(', ')}; it knows ${options.join(', ')}.`);

  const box = args.includes('--box');
  const production = env['NODE_ENV'] === 'production';
  if (box && production) faults.push('--box is for a laptop in a room: start it without NODE_ENV=production.');
  const mode = production ? 'production' : box ? 'box' : 'example';

  const publicUrl = readUrl(env, 'TITIAN_URL', ['http:', 'https:'], faults)?.replace(/\/$/, '');
  const config: Config = {
    mode,
    json: args.includes('--json'),
    port: readNumber(env, 'PORT', 3000, 65_535, faults),
    host: mode === 'example' ? '127.0.0.1' : '0.0.0.0',
    dataFolder: join(resolve(env['TITIAN_DATA'] || join(root, 'data')), mode),
    databaseUrl: readUrl(env, 'DATABASE_URL', ['postgres:', 'postgresql:'], faults),
    publicUrl,
    mail: readMail(env, publicUrl, faults),
    proxies: readNumber(env, 'TITIAN_PROXIES', 0, 9, faults),
    underNpm: Boolean(env['npm_lifecycle_event']),
    given: {
      sessionSecret: env['TITIAN_SESSION_SECRET'] || undefined,
      certificateKey: env['TITIAN_CERTIFICATE_KEY'] || undefined,
    },
  };
  if (config.given.sessionSecret && config.given.sessionSecret.length < 32) {
    faults.push('TITIAN_SESSION_SECRET needs at least 32 characters.');
  }
  if (faults.length > 0) throw new ConfigRefused(faults);
  return Object.freeze(config);
}

function readNumber(env: Environment, name: string, absent: number, most: number, faults: string[]): number {
  const text = env[name];
  if (!text) return absent;
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= most) return value;
  faults.push(`${name} is "${text}"; it must be a number from 0 to ${most}.`);
  return absent;
}

function readMail(env: Environment, publicUrl: string | undefined, faults: string[]): MailSettings | undefined {
  const smtpUrl = readUrl(env, 'SMTP_URL', ['smtp:', 'smtps:'], faults);
  if (!smtpUrl) return undefined;
  const from = env['MAIL_FROM'] ?? '';
  if (!/^[^\r\n]*@[^\r\n]+$/.test(from))
    faults.push('MAIL_FROM must be the address that mails come from, beside SMTP_URL.');
  if (!publicUrl) faults.push('TITIAN_URL must be set beside SMTP_URL: the links in mails lead there.');
  return { smtpUrl, from, publicUrl: publicUrl ?? '' };
}

function readUrl(env: Environment, name: string, schemes: readonly string[], faults: string[]): string | undefined {
  const text = env[name];
  if (!text) return undefined;
  if (URL.canParse(text) && schemes.includes(new URL(text).protocol)) return text;
  // Not the text itself: it may hold a password.
  faults.push(`${name} must be an address that begins with ${schemes.map((scheme) => `${scheme}//`).join(' or ')}.`);
  return undefined;
}
