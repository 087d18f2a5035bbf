import type { CommentId } from '#kit/ids.js';
import type { Tables, Tx } from '#store/tables.js';
import { addComment } from '#stories/comment.sql.js';
import type { BundleComment } from '../bundle.ts';
import type { Loading } from './loading.ts';
import { originRow } from './names.sql.ts';
import { findOrigins, saveOrigins } from './origin-rows.sql.ts';
import { findStories } from './targets.sql.ts';

/** Brings comments in under their stories. One that is here already is left as it is: the newsroom may have moderated it. */
export async function loadComments(
  tx: Tx,
  records: readonly BundleComment[],
  loading: Loading,
): Promise<void> {
  const wanted = records.filter((record) => record.state === 'shown' || record.state === 'waiting');
  const refused = records.length - wanted.length;
  if (refused > 0)
    loading.book.note('comments', 'Comments marked as spam or thrown away were left out.', '', refused);
  if (wanted.length === 0) return;
  const ids = wanted.flatMap((record) => [record.origin.id, ...(record.parent ? [record.parent] : [])]);
  const known = await findOrigins(tx, loading.system, 'comment', ids);
  const stories = await findStories(
    tx,
    wanted.map(({ story }) => story),
    loading,
  );
  const rows: Tables['origin'][] = [];
  const here = new Map([...known].map(([id, row]) => [id, row.target_id as CommentId]));
  for (const record of wanted) {
    const story = stories.get(record.story);
    if (here.has(record.origin.id) || story === undefined || record.text === '') continue;
    const id = await addComment(tx, {
      story,
      parent: (record.parent === null ? undefined : here.get(record.parent)) ?? null,
      author: record.author || 'Anonymous',
      url: '',
      text: record.text,
      state: record.state === 'shown' ? 'shown' : 'waiting',
      writtenAt: record.atMs ?? loading.now.getTime(),
    });
    here.set(record.origin.id, id);
    rows.push(originRow(record.origin, 'comment', id, loading));
  }
  await saveOrigins(tx, rows);
  loading.book.note('comments', 'Comments came in under their stories.', '', rows.length);
}
