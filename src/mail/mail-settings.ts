/** The settings that letters go out by. */
export type MailSettings = {
  readonly name: string;
  readonly smtpHost: string;
  readonly smtpPort: number;
  readonly smtpEncryption: 'starttls' | 'tls' | 'none';
  readonly smtpUser: string;
  readonly smtpPassword: string;
  readonly mailFrom: string;
};

/** Who letters are from: what was set, or no-reply at the host of the paper. */
export function senderOf(
  { name, mailFrom }: MailSettings,
  address: string,
): { name: string; address: string } {
  const { hostname } = new URL(address);
  return { name, address: mailFrom || `no-reply@${hostname === '127.0.0.1' ? 'localhost' : hostname}` };
}
