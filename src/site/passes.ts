import type { IncomingMessage } from 'node:http';
import type { Rights } from '#stories/gate.js';

/**
 * What single readers may read beyond others.
 *
 * has   whether this request may come from somebody with rights of their own; false for most, and at once
 * peek  their rights as remembered; 'ask' where they have to be looked up
 * find  their rights, looked up
 */
export type Passes = {
  has(request: IncomingMessage): boolean;
  peek(request: IncomingMessage): Rights | 'ask';
  find(request: IncomingMessage): Promise<Rights>;
};
