import type { FastifyInstance } from 'fastify';
import type { Collab } from './collab.io.ts';

const PATH = /^\/desk\/socket(?:\?|$)/;

/** The line on which shared documents travel: a web socket at /desk/socket. No other address takes one. */
export function registerCollab(app: FastifyInstance, collab: Collab): void {
  app.server.on('upgrade', (request, socket, head) => {
    // From here on Node leaves the socket to us: a visitor who breaks off must not end the process.
    socket.on('error', () => socket.destroy());
    if (PATH.test(request.url ?? '')) collab.upgrade(request, socket, head);
    else socket.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
  });
}
