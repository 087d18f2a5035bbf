import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyReply } from 'fastify';

const HELD_MS = 1_000;
/** Held at once at most; beyond that a connection is closed, so that it costs whoever floods us a new one. */
const MOST = 1_000;
let held = 0;

/**
 * Answers somebody who asks too often late, so that a flood asks less often: what a robot sends again the moment it is
 * refused would otherwise take the time that readers' pages need. People do not notice.
 */
export async function holdBack(reply: FastifyReply, status: number): Promise<void> {
  if (status !== 429) return;
  if (held >= MOST) {
    reply.header('connection', 'close');
    return;
  }
  held += 1;
  try {
    await wait(HELD_MS);
  } finally {
    held -= 1;
  }
}
