import type { IncomingMessage } from 'node:http';
import { noRights, type Rights } from '#stories/gate.js';
import type { Members } from './members.ts';

/** What single readers may read beyond others, told from a request. Asked at every page, so it remembers. */
export class ReaderPasses {
  readonly #members: Members;

  constructor(members: Members) {
    this.#members = members;
  }

  has({ headers }: IncomingMessage): boolean {
    return headers.cookie !== undefined;
  }

  peek({ headers }: IncomingMessage): Rights | 'ask' {
    const reader = this.#members.readers.peek(headers.cookie);
    return reader === 'ask' ? 'ask' : (reader?.rights ?? noRights);
  }

  async find({ headers }: IncomingMessage): Promise<Rights> {
    return (await this.#members.readers.find(headers))?.rights ?? noRights;
  }
}
