import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { inject } from 'vitest';

/** Asks the run (`run.ts`) for something that all test files share, started at the first question. */
export async function askRun(path: string): Promise<unknown> {
  const { status, body } = await new Promise<{ status: number; body: string }>((resolve, reject) => {
    request({ socketPath: inject('runSocket'), path }, (response) => {
      text(response).then((body) => resolve({ status: response.statusCode ?? 0, body }), reject);
    })
      .once('error', reject)
      .end();
  });
  if (status !== 200) throw new Error(body);
  return JSON.parse(body);
}
