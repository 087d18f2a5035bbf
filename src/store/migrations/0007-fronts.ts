import type { Migration } from './dialect.ts';

/** Fronts, their containers and cards, what was up when. */
export const fronts: Migration = { name: '0007-fronts', statements: () => [] };
