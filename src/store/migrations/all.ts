import { first } from './0001-first.ts';
import { accounts } from './0002-accounts.ts';
import { workingDocuments } from './0003-working-documents.ts';
import { work } from './0004-work.ts';
import { acts } from './0005-acts.ts';
import { pictures } from './0006-pictures.ts';
import { fronts } from './0007-fronts.ts';
import { machines } from './0008-machines.ts';
import { publishing } from './0009-publishing.ts';
import { readers } from './0010-readers.ts';
import { memberships } from './0011-memberships.ts';
import { codes } from './0012-codes.ts';
import { benefits } from './0013-benefits.ts';
import type { Migration } from './dialect.ts';

/** Every step in order. A step that has been released is never changed, only followed. */
export const migrations: readonly Migration[] = [
  first,
  accounts,
  workingDocuments,
  work,
  acts,
  pictures,
  fronts,
  machines,
  publishing,
  readers,
  memberships,
  codes,
  benefits,
];
