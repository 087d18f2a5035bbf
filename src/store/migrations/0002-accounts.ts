import type { Migration } from './dialect.ts';

/** Desk accounts, their sessions and keys, the audit log, and the letters that wait to be sent. */
export const accounts: Migration = { name: '0002-accounts', statements: () => [] };
