import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface Received {
  readonly to: string;
  readonly text: string;
}

/** A real mail server on a port of this machine. `say` is what it answers to the next letters; `cut` hangs up instead. */
export class MailServer {
  readonly received: Received[] = [];
  say: { code: number; words: string } | 'cut' | undefined;
  readonly #server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const to = session.envelope.rcptTo[0]?.address ?? '';
        if (this.say !== undefined && this.say !== 'cut') {
          done(Object.assign(new Error(this.say.words), { responseCode: this.say.code }));
          return;
        }
        this.received.push({ to, text: plain(Buffer.concat(chunks).toString('utf8')) });
        if (this.say === 'cut') {
          for (const connection of this.#server.connections)
            (connection as unknown as { _socket: { destroy(): void } })._socket.destroy();
          return;
        }
        done();
      });
    },
  });

  async open(port = 0): Promise<string> {
    this.#server.on('error', () => undefined);
    await new Promise<void>((done) => this.#server.listen(port, '127.0.0.1', () => done()));
    return `smtp://127.0.0.1:${(this.#server.server.address() as AddressInfo).port}`;
  }

  close(): Promise<void> {
    return new Promise((done) => this.#server.close(() => done()));
  }
}

/** A letter's text without its wrapping (quoted-printable, RFC 2045). */
function plain(source: string): string {
  const unfolded = source.replace(/=\r\n/g, '');
  if (!/quoted-printable/i.test(source)) return unfolded;
  const bytes = unfolded.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

export function linkIn(text: string): string {
  return /https:\/\/training\.example(\/\S+)/.exec(text)?.[1] ?? '';
}
