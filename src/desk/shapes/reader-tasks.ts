import type { TaskKind } from '#members/reader-task.sql.js';

/** Something a reader asked for by letter. Times are milliseconds since 1970. */
export type ReaderTaskEntry = {
  id: number;
  kind: TaskKind;
  /** Whose account; null where nobody knows yet, or it is deleted. */
  reader: { id: number; name: string; email: string; number: string } | null;
  about: string;
  dueAt: number;
  /** It should have been done by now. */
  late: boolean;
  doneAt: number | null;
  doneBy: string | null;
  remark: string;
  madeAt: number;
};

export type ReaderTasksReply = { tasks: ReaderTaskEntry[] };
