import { fault } from '#kit/fault.js';
import { memberFaults } from './faults.ts';
import {
  type MemberColumn,
  type MemberFile,
  type MemberFileKind,
  type MemberFileRefusal,
  memberColumns,
  readMemberFile,
} from './member-file.ts';

/**
 * Reads a file with members as somebody wished.
 *
 * throws  member-file-wrong, with what to do about it
 */
export function getMemberFile(
  bytes: Uint8Array,
  wish: { kind?: MemberFileKind | undefined; map?: Partial<Record<MemberColumn, string>> },
): MemberFile {
  const unknown = Object.keys(wish.map ?? {}).find((name) => !memberColumns.some((one) => one === name));
  if (unknown !== undefined) {
    const reason = `there is no field “${unknown}”; the fields are ${memberColumns.join(', ')}.`;
    throw fault(memberFaults, 'member-file-wrong', { reason });
  }
  const read = readMemberFile(bytes, wish);
  if (!read.ok) throw fault(memberFaults, 'member-file-wrong', { reason: wordRefusal(read.refusal) });
  return read.value;
}

function wordRefusal(refusal: MemberFileRefusal): string {
  if (refusal.code === 'empty') return 'it is empty.';
  if (refusal.code === 'no-column') return `it has no column “${refusal.column}”.`;
  const head = refusal.head.slice(0, 20).join(', ');
  return `no column holds e-mail addresses. Its columns are ${head}. Say which one does.`;
}
