import type { CommentId, StoryId } from '#kit/ids.js';
import type { Db, Tx } from '#store/tables.js';

/** A comment kept from an older site. `text` is plain, paragraphs parted by newlines; time in milliseconds since 1970. */
export type Comment = {
  id: CommentId;
  parent: CommentId | null;
  author: string;
  text: string;
  writtenAt: number;
};

/** The comments readers see under a story, oldest first, at most `limit`. */
export async function listComments(db: Db, story: StoryId, limit: number): Promise<Comment[]> {
  const rows = await db
    .selectFrom('comment')
    .select(['id', 'parent_id', 'author', 'text', 'written_at'])
    .where('story_id', '=', story)
    .where('state', '=', 'shown')
    .orderBy('written_at')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id as CommentId,
    parent: row.parent_id as CommentId | null,
    author: row.author,
    text: row.text,
    writtenAt: row.written_at,
  }));
}

export type NewComment = {
  story: StoryId;
  parent: CommentId | null;
  author: string;
  url: string;
  text: string;
  state: 'shown' | 'waiting' | 'refused';
  writtenAt: number;
};

export async function addComment(tx: Tx, comment: NewComment): Promise<CommentId> {
  const row = await tx
    .insertInto('comment')
    .values({
      story_id: comment.story,
      parent_id: comment.parent,
      author: comment.author,
      url: comment.url,
      text: comment.text,
      state: comment.state,
      written_at: comment.writtenAt,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id as CommentId;
}
