import type { RevisionId, StoryId } from '#kit/ids.js';
import type { Tables } from '#store/tables.js';
import { findTakenAddresses } from '#stories/addresses.sql.js';
import { listNewestRevisions, settleReferences } from '#stories/settle-references.sql.js';
import { getContent } from '#stories/story.sql.js';
import type { BundleRedirect } from '../bundle.ts';
import type { Loading } from './loading.ts';
import { listPending, type OriginRow, settlePending } from './origin-rows.sql.ts';
import { settleAlsoRead } from './own-numbers.job.ts';
import { loadRedirects } from './redirects.job.ts';
import { gatherPointed, type Pointed, settleBody } from './references.ts';

/** Puts references where links led to stories that have come in since, in this run or an earlier one. */
export async function settleLinks(loading: Loading): Promise<void> {
  for (const kind of ['story', 'page'] as const) {
    let after = '';
    for (;;) {
      const rows = await listPending(loading.house.store.db, loading.system, kind, after);
      const last = rows.at(-1);
      if (!last) break;
      after = last.origin_id;
      await settleSome(rows, loading);
    }
  }
}

async function settleSome(rows: readonly Tables['origin'][], loading: Loading): Promise<void> {
  const { db } = loading.house.store;
  const newest = await listNewestRevisions(
    db,
    rows.map((row) => row.target_id as StoryId),
  );
  // What somebody has worked on here since is not touched; its links lead there all the same.
  const own = rows.filter((row) => newest.get(row.target_id as StoryId)?.revision === row.revision_id);
  const stored = await Promise.all(own.map((row) => getContent(db, row.revision_id as RevisionId)));
  const bodies = await settleAlsoRead(
    db,
    own,
    stored.map(({ body }) => body),
    loading,
  );
  const contents = stored.map((content, at) => ({ ...content, body: bodies[at] ?? content.body }));
  const pointed: Pointed = { files: new Set(), pages: new Set() };
  for (const content of contents) gatherPointed(content.body, loading.hosts, pointed);
  const addresses = await findTakenAddresses(db, [...pointed.pages]);
  const stories = new Map(
    [...addresses].flatMap(([key, target]) => (target.is === 'story' ? [[key, target.id] as const] : [])),
  );
  await db.transaction().execute(async (tx) => {
    const settled: OriginRow[] = rows.filter((row) => !own.includes(row));
    for (const [at, row] of own.entries()) {
      const content = contents[at];
      if (!content) continue;
      const { body, pending } = settleBody(content.body, loading.hosts, { files: new Map(), stories });
      if (body !== stored[at]?.body) {
        await settleReferences(tx, {
          id: row.target_id as StoryId,
          revision: row.revision_id as RevisionId,
          content: { ...content, body },
        });
      }
      if (!pending) settled.push(row);
    }
    for (const kind of ['story', 'page'])
      await settlePending(
        tx,
        settled.filter((row) => row.kind === kind),
      );
  });
}

/** Makes those redirects whose stories have come in by now. */
export async function settleRedirects(loading: Loading): Promise<void> {
  const { db } = loading.house.store;
  let after = '';
  for (;;) {
    const rows = await listPending(db, loading.system, 'redirect', after);
    const last = rows.at(-1);
    if (!last) return;
    after = last.origin_id;
    const records = rows.flatMap((row) =>
      row.source === null ? [] : [JSON.parse(row.source) as BundleRedirect],
    );
    await db.transaction().execute(async (tx) => {
      await settlePending(tx, rows);
      await loadRedirects(tx, records, loading);
    });
  }
}
