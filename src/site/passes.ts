import type { IncomingMessage } from 'node:http';
import type { Rights } from '#stories/gate.js';

/**
 * What single readers may read beyond others.
 *
 * has   whether this request may come from somebody with rights of their own; false for most, and at once
 * peek  their rights as remembered; 'ask' where they have to be looked up
 * find  their rights, looked up
 * networkOf  the name of the group in whose network the client is, or null
 */
export type Passes = {
  has(request: IncomingMessage): boolean;
  peek(request: IncomingMessage): Rights | 'ask';
  find(request: IncomingMessage): Promise<Rights>;
  networkOf(request: IncomingMessage): string | null;
};
