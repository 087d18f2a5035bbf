import { first } from './0001-first.ts';
import type { Migration } from './dialect.ts';

/** Every step in order. A step that has been released is never changed, only followed. */
export const migrations: readonly Migration[] = [first];
