import type { Migration } from './dialect.ts';

/** Webhooks and their log, and what settings screens keep. */
export const machines: Migration = { name: '0008-machines', statements: () => [] };
