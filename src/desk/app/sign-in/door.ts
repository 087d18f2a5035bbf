import { Refused } from '../api.ts';

/**
 * Asks the desk's door, /desk/auth. A no there is an answer to what was typed, and never means that a session ended.
 *
 * throws  Refused with the server's sentence; TypeError where the line is down
 */
export async function knock<Answer>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Answer> {
  const sent = method === 'POST' ? JSON.stringify(body ?? {}) : undefined;
  const response = await fetch(`/desk/auth${path}`, {
    method,
    headers: { 'x-standfirst': 'desk', ...(sent && { 'content-type': 'application/json' }) },
    ...(sent && { body: sent }),
  });
  const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
  const answer: unknown = isJson ? await response.json() : undefined;
  if (response.ok) return answer as Answer;
  const no = (answer ?? {}) as { code?: string; says?: string; message?: string };
  const says = no.says ?? no.message ?? `The server answered with ${response.status}.`;
  throw new Refused(response.status, no.code ?? 'no-answer', says, {});
}
