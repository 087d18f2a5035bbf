import { SMTPServer } from 'smtp-server';
import { afterAll, vi } from 'vitest';

/** A letter as it reached somebody: what it says, its code, and the path its link leads to. */
export type Arrived = { readonly text: string; readonly code: string; readonly link: string };

const stopping: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const stop of stopping) await stop();
});

/** A mail server on this machine with everybody's mailbox, and the settings that send letters there. */
export async function openMailboxes() {
  const letters: { to: string; text: string }[] = [];
  const server = new SMTPServer({
    authOptional: true,
    hideSTARTTLS: true,
    disabledCommands: ['AUTH'],
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const text = readable(Buffer.concat(chunks).toString());
        for (const { address } of session.envelope.rcptTo) letters.push({ to: address, text });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stopping.push(() => new Promise((resolve) => server.close(() => resolve())));
  const address = server.server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const environment = {
    STANDFIRST_SMTP_HOST: '127.0.0.1',
    STANDFIRST_SMTP_PORT: String(port),
    STANDFIRST_SMTP_ENCRYPTION: 'none',
  };
  /** The letter after the `known` that came before, once it is there. */
  const next = (to: string, known = 0): Promise<Arrived> =>
    vi.waitFor(
      () => {
        const text = letters.filter((letter) => letter.to === to)[known]?.text;
        if (text === undefined) throw new Error(`No letter ${known + 1} to ${to} yet.`);
        const href = /https?:\/\/[^\s"<]+/.exec(text)?.[0];
        return {
          text,
          code: /(\d{4} \d{4})/.exec(text)?.[1] ?? '',
          link: href ? new URL(href).pathname : '',
        };
      },
      { timeout: 10_000 },
    );
  return { environment, next };
}

/** The plain text of a letter, whatever its transfer encoding. */
function readable(raw: string): string {
  const [, part = raw] = /text\/plain[\s\S]*?\r\n\r\n([\s\S]*?)\r\n-/i.exec(raw) ?? [];
  if (/text\/plain[\s\S]*?base64/i.test(raw.slice(0, raw.indexOf(part))))
    return Buffer.from(part, 'base64').toString();
  const joined = part.replace(/=\r?\n/g, '');
  const bytes = joined.replace(/=([0-9A-F]{2})/g, (_all, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(bytes, 'latin1').toString();
}
