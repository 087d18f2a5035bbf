import { createHmac } from 'node:crypto';

/**
 * Headers that prove a call to be ours, as the Standard Webhooks specification has them: the signature is an
 * HMAC-SHA256 over id, time and body, by the secret's bytes.
 *
 * secret  'whsec_' and base64
 * at      when the call is sent; a receiver refuses one that is old
 */
export function signatureHeaders(
  secret: string,
  message: { id: string; at: Date; body: string },
): Record<string, string> {
  const seconds = String(Math.floor(message.at.getTime() / 1000));
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key)
    .update(`${message.id}.${seconds}.${message.body}`)
    .digest('base64');
  return {
    'webhook-id': message.id,
    'webhook-timestamp': seconds,
    'webhook-signature': `v1,${signature}`,
  };
}
