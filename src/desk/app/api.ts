/** A no of the server, in words a person can act on. */
export class Refused extends Error {
  readonly code: string;
  readonly status: number;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(status: number, code: string, says: string, details: Readonly<Record<string, unknown>>) {
    super(says);
    this.name = 'Refused';
    this.code = code;
    this.status = status;
    this.details = details;
  }
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
type SignedOut = () => void;

const signedOutListeners = new Set<SignedOut>();

/** Is told whenever the server says that the session has ended. returns  what stops it */
export function onSignedOut(listener: SignedOut): () => void {
  signedOutListeners.add(listener);
  return () => signedOutListeners.delete(listener);
}

/**
 * Asks the desk's server.
 *
 * path    below /desk/api, as '/stories?stage=work'
 * body    sent as JSON; a Blob goes as it is
 * throws  Refused with the server's sentence; TypeError where the line is down
 */
export async function ask<Answer>(
  method: Method,
  path: string,
  body?: unknown,
  more: { signal?: AbortSignal; headers?: Readonly<Record<string, string>> } = {},
): Promise<Answer> {
  const raw = body instanceof Blob || body instanceof FormData;
  const response = await fetch(`/desk/api${path}`, {
    method,
    headers: {
      'x-standfirst': 'desk',
      ...(body !== undefined && !raw && { 'content-type': 'application/json' }),
      ...more.headers,
    },
    ...(body !== undefined && { body: raw ? body : JSON.stringify(body) }),
    ...(more.signal && { signal: more.signal }),
  });
  const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
  const answer: unknown = isJson ? await response.json() : undefined;
  if (response.ok) return answer as Answer;
  if (response.status === 401) for (const listener of signedOutListeners) listener();
  const no = (answer ?? {}) as { code?: string; says?: string; details?: Record<string, unknown> };
  const says = no.says ?? `The server answered with ${response.status}. Try again in a moment.`;
  throw new Refused(response.status, no.code ?? 'no-answer', says, no.details ?? {});
}

export function get<Answer>(path: string, signal?: AbortSignal): Promise<Answer> {
  return ask<Answer>('GET', path, undefined, signal ? { signal } : {});
}
