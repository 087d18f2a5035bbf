import type { FastifyInstance, FastifyRequest } from 'fastify';

const bodies = new WeakMap<FastifyRequest, Uint8Array>();

/** Questions of this part carry a file as their body, of whatever kind they say it is. */
export function takeFileBodies(api: FastifyInstance, largestBytes: number): void {
  api.removeAllContentTypeParsers();
  api.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: largestBytes }, (request, body, done) => {
    // Kept beside the question: what is judged and cleaned as a form is no file.
    bodies.set(request, body as Buffer);
    done(null);
  });
}

/** The file of a question; empty where none was sent. */
export function fileBodyOf(request: FastifyRequest): Uint8Array {
  return bodies.get(request) ?? new Uint8Array();
}
