import { findAddress } from '#stories/addresses.sql.js';
import { listPublicNotes, type PublicNote } from '#stories/note.sql.js';
import { makeMessages } from './messages/messages.ts';
import { listMeta } from './meta.ts';
import type { Answer, Ask, Route, SiteHouse } from './page.ts';
import { paths, readKey, writeKey } from './paths.ts';
import { htmlAnswer } from './render.ts';
import type { CorrectionsView } from './view.ts';

/** `/corrections`: what was wrong and put right, newest first, unless the paper has a page of its own there. */
export const correctionsRoute: Route = { name: 'corrections', match: paths.corrections, make };

const LENGTH = 50;

async function make(house: SiteHouse, ask: Ask): Promise<Answer | undefined> {
  if (await findAddress(house.db, paths.corrections)) return undefined;
  const { paper } = house;
  const key = readKey(ask.query.get('before'));
  const before = key ? { before: { dated: key.publishedAt, id: key.id } } : {};
  const found = await listPublicNotes(house.db, ask.now, { ...before, limit: LENGTH + 1 });
  const shown = found.slice(0, LENGTH);
  const last = shown.at(-1);
  const name = makeMessages(paper.settings.language, paper.settings.timeZone).texts.corrections;
  const view: CorrectionsView = {
    paper: paper.view,
    meta: listMeta(paper, {
      name,
      description: '',
      path: paths.corrections,
      first: key === undefined,
      parents: [],
    }),
    notes: shown.map(noteView),
    olderHref:
      found.length > LENGTH && last
        ? `${paths.corrections}?before=${writeKey({ publishedAt: last.dated, id: last.id })}`
        : null,
  };
  return htmlAnswer(house, 'corrections', view, {
    // A story that goes takes its notes with it, and any story may get one.
    dependsOn: ['latest', ...shown.map(({ story }) => `story:${story.id}` as const)],
    turnsAt: await house.nextTurn(ask.now),
  });
}

function noteView({ id, kind, dated, text, block, story }: PublicNote): CorrectionsView['notes'][number] {
  return {
    id: `note-${id}`,
    kind: kind === 'change' ? 'correction' : kind,
    at: new Date(dated).toISOString(),
    text,
    block,
    story: { label: story.headline, href: story.path },
  };
}
