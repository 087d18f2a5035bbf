import type { AccountId, SectionId } from '#kit/ids.js';

/**
 * What a machine may do with a key.
 *
 * read          whole texts of open stories
 * write-drafts  making stories and changing them before they are published
 * publish       putting out the stories it may write
 * pictures      adding pictures to the library
 * subscribers   sending the subscribers of the printed paper
 */
export const apiScopes = ['read', 'write-drafts', 'publish', 'pictures', 'subscribers'] as const;
export type ApiScope = (typeof apiScopes)[number];

/** A key of a machine. Times are milliseconds since 1970, UTC; `sections` 'all' or these only. */
export type ApiKey = {
  readonly id: number;
  readonly name: string;
  readonly hint: string;
  readonly scopes: ReadonlySet<ApiScope>;
  readonly sections: 'all' | ReadonlySet<SectionId>;
  readonly madeBy: AccountId;
  readonly madeAt: number;
  readonly expiresAt: number | null;
  readonly revokedAt: number | null;
  readonly usedAt: number | null;
};

/** Whether a key opens anything at `now`. */
export function isInForce({ expiresAt, revokedAt }: ApiKey, now: Date): boolean {
  return revokedAt === null && (expiresAt === null || now.getTime() < expiresAt);
}

/** Whether a key reaches stories of this section; one without a section only keys of the whole paper reach. */
export function reachesSection({ sections }: ApiKey, section: SectionId | null): boolean {
  return sections === 'all' || (section !== null && sections.has(section));
}
