import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { createTransport } from 'nodemailer';
import type { WaitingLetter } from '#store/letters.sql.js';
import { type MailSettings, senderOf } from './mail-settings.ts';

const CONNECT_MS = 15_000;
const ANSWER_MS = 30_000;

/** Where letters go out: a mail server, or a folder where none is set. */
export type PostBox = {
  /** returns  the file, where the letter went to the folder */
  send(letter: WaitingLetter): Promise<string | undefined>;
  close(): void;
};

/**
 * The mail library is loaded with the first letter.
 *
 * throws  (from send) what the mail server said
 */
export async function openPostBox(
  settings: MailSettings,
  at: { address: string; folder: string },
): Promise<PostBox> {
  const { createTransport: open } = await import('nodemailer');
  const from = senderOf(settings, at.address);
  const message = (letter: WaitingLetter) => ({
    from,
    to: letter.to,
    subject: letter.subject,
    text: letter.text,
    html: letter.html,
    date: letter.madeAt,
    // The same letter has the same name however often it is tried, so that a second copy can be told.
    messageId: `<letter-${letter.id}-${letter.madeAt.getTime()}@${new URL(at.address).hostname}>`,
    headers: { 'auto-submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return settings.smtpHost ? byServer(open, settings, message) : byFolder(open, at.folder, message);
}

type Message = (letter: WaitingLetter) => object;
type Open = typeof createTransport;

function byServer(open: Open, settings: MailSettings, message: Message): PostBox {
  const transport = open({
    host: settings.smtpHost,
    port: settings.smtpPort,
    secure: settings.smtpEncryption === 'tls',
    requireTLS: settings.smtpEncryption === 'starttls',
    ignoreTLS: settings.smtpEncryption === 'none',
    ...(settings.smtpUser && { auth: { user: settings.smtpUser, pass: settings.smtpPassword } }),
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: ANSWER_MS,
  });
  return {
    async send(letter) {
      await transport.sendMail(message(letter));
      return undefined;
    },
    close: () => transport.close(),
  };
}

/** Each letter a file that every mail program opens; readable by the account the paper runs under alone. */
function byFolder(openTransport: Open, folder: string, message: Message): PostBox {
  const transport = openTransport({ streamTransport: true, buffer: true });
  return {
    async send(letter) {
      const made = await transport.sendMail(message(letter));
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const time = letter.madeAt.toISOString().replace(/[:.]/g, '-');
      const path = join(folder, `${time}-${letter.id}.eml`);
      const file = await open(path, 'w', 0o600);
      try {
        await file.writeFile(made.message as Buffer);
        await file.sync();
      } finally {
        await file.close();
      }
      return path;
    },
    close: () => transport.close(),
  };
}
