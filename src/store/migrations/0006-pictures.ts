import type { Migration } from './dialect.ts';

/** What the picture library knows of a picture beyond the first schema. */
export const pictures: Migration = { name: '0006-pictures', statements: () => [] };
