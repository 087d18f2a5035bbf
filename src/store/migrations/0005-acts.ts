import type { Migration } from './dialect.ts';

/** What an editor does to a published story: legal acts, sealed originals, held places. */
export const acts: Migration = { name: '0005-acts', statements: () => [] };
