import type { Right, Role } from '#accounts/staff.js';
import type { SessionEntry } from './account.ts';

/** One line of the staff list. */
export type StaffLine = {
  id: number;
  email: string;
  name: string;
  role: Role;
  sections: 'all' | number[];
  granted: Right[];
  denied: Right[];
  byline: number | null;
  active: boolean;
  /** Comes in with an app for codes. */
  app: boolean;
  passkeys: number;
  seenAt: number | null;
};

export type StaffList = { staff: StaffLine[]; sections: { id: number; name: string }[] };

export type StaffSheet = StaffLine & { open: SessionEntry[] };

export type AuditLine = {
  id: number;
  at: number;
  by: string | null;
  act: string;
  about: string;
  subject: number | null;
  details: Record<string, unknown>;
};

/** `next` is what a further page starts below; null at the end. */
export type AuditPage = { lines: AuditLine[]; next: number | null };
