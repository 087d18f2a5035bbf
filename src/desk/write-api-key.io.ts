import type { FastifyRequest } from 'fastify';
import { hashOfKey } from '#accounts/api-key.io.js';
import { type ApiKey, type ApiScope, reachesSection } from '#accounts/api-key.js';
import { findApiKey, noteApiKeyUsed } from '#accounts/api-key.sql.js';
import type { StoryFacts } from '#accounts/rights.js';
import { fault } from '#kit/fault.js';
import type { SectionId, StoryId } from '#kit/ids.js';
import type { Db } from '#store/tables.js';
import { storyFaults } from '#stories/faults.js';
import { findStoryFacts } from '#stories/work.sql.js';
import type { Desk } from './desk.ts';
import { deskFaults } from './faults.ts';

/**
 * The key of a question, where it may do this.
 *
 * throws  api-key-missing, api-key-may-not
 */
export async function demandKey(desk: Desk, request: FastifyRequest, scope: ApiScope): Promise<ApiKey> {
  const sent = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const now = desk.clock();
  const key = sent === undefined ? undefined : await findApiKey(desk.store.db, hashOfKey(sent), now);
  if (!key) throw fault(deskFaults, 'api-key-missing');
  if (!key.scopes.has(scope)) throw fault(deskFaults, 'api-key-may-not', { scope });
  await noteApiKeyUsed(desk.store.db, key, now);
  return key;
}

/**
 * What decides over a story, for a key that reaches it. One that is closed to named people is not there for machines.
 *
 * throws  story-not-found, api-key-reaches-not
 */
export async function demandStory(db: Db, key: ApiKey, id: StoryId, now: Date): Promise<StoryFacts> {
  const facts = await findStoryFacts(db, id, now);
  if (!facts || facts.closedTo) throw fault(storyFaults, 'story-not-found', { id });
  demandReach(key, facts.section);
  return facts;
}

/** throws  api-key-reaches-not */
export function demandReach(key: ApiKey, section: SectionId | null): void {
  if (!reachesSection(key, section)) throw fault(deskFaults, 'api-key-reaches-not');
}
