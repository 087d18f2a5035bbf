import type { Migration } from './dialect.ts';

/** Shared documents as the desk types in them: their updates, snapshots and who touched what. */
export const workingDocuments: Migration = { name: '0003-working-documents', statements: () => [] };
