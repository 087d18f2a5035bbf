import type { Byline } from '#accounts/byline.sql.js';
import type { BylineId } from '#kit/ids.js';
import type { Comment } from '#stories/comment.sql.js';
import type { Opening, Whole } from '#stories/gate.js';
import type { ReadableStory } from '#stories/readable.sql.js';
import { sectionLink } from './card-view.ts';
import { gateView } from './gate-view.ts';
import { storyMeta } from './meta.ts';
import type { SiteHouse } from './page.ts';
import { paths } from './paths.ts';
import { pictureView } from './picture-view.ts';
import type { StoryParts } from './story-parts.io.ts';
import type { CommentView, CreditView, LinkView, PictureView, StoryView } from './view.ts';

/** A story's page as the theme draws it, from what was loaded. */
export function storyView(
  house: SiteHouse,
  story: ReadableStory,
  read: Opening | Whole,
  parts: StoryParts,
): StoryView {
  const { content } = story;
  const { paper } = house;
  const lead = leadPicture(story, parts.references);
  const credits = creditViews(story, parts.bylines);
  const corrections = parts.notes.filter((note) => note.kind !== 'change');
  return {
    paper: paper.view,
    meta: storyMeta(paper, {
      story,
      read,
      credits,
      lead,
      leadOriginal: content.lead ? parts.references.pictures.get(content.lead.media) : undefined,
      section: sectionLink(paper, story.section),
      topics: parts.topics,
      notes: corrections,
    }),
    id: story.id,
    path: story.path,
    headline: content.headline,
    kicker: content.kicker || null,
    standfirst: content.standfirst || null,
    section: sectionLink(paper, story.section),
    dateline: content.dateline || null,
    credits,
    agencyCredit: content.agencyCredit || null,
    language: content.language && content.language !== paper.settings.language ? content.language : null,
    publishedAt: new Date(story.publishedAt).toISOString(),
    updatedAt: story.updatedAt === null ? null : new Date(story.updatedAt).toISOString(),
    access: content.access.to,
    leadPicture: lead,
    blocks: read.blocks,
    gate: read.audience === 'opening' && parts.offer ? gateView(house.paper, story, read, parts.offer) : null,
    giveHref: giveHref(house, story, read),
    corrections: corrections.map((note) => ({
      id: `note-${note.id}`,
      kind: note.kind === 'change' ? 'correction' : note.kind,
      at: new Date(note.dated).toISOString(),
      text: note.text,
      block: note.block,
    })),
    changes: parts.notes
      .filter((note) => note.kind === 'change')
      .map((note) => ({ at: new Date(note.dated).toISOString(), text: note.text })),
    topics: parts.topics
      .filter((topic) => topic.listed)
      .map((topic): LinkView => ({ label: topic.name, href: paths.topic(topic.slug) })),
    stories: parts.references.stories,
    media: parts.references.media,
    files: parts.references.files,
    moreFromSection: parts.more,
    mostRead: parts.mostRead,
    comments: commentViews(parts.comments),
  };
}

function giveHref({ paper }: SiteHouse, { id }: ReadableStory, read: Opening | Whole): string | null {
  const { readerAccounts, storyGifts } = paper.settings;
  const given = read.audience === 'whole' && read.access.to !== 'open' && storyGifts > 0;
  return given && readerAccounts ? `/account/give?story=${id}` : null;
}

function leadPicture(story: ReadableStory, references: StoryParts['references']): PictureView | null {
  const { lead } = story.content;
  const picture = lead ? references.pictures.get(lead.media) : undefined;
  if (!lead || !picture) return null;
  return pictureView(picture, {
    ...(lead.alt ? { alt: lead.alt } : {}),
    ...(lead.caption ? { caption: lead.caption } : {}),
    ...(lead.credit ? { credit: lead.credit } : {}),
  });
}

function creditViews(story: ReadableStory, bylines: ReadonlyMap<BylineId, Byline>): CreditView[] {
  return story.content.credits.flatMap(({ byline: id, role }) => {
    const byline = bylines.get(id);
    if (!byline) return [];
    return [
      {
        name: byline.name,
        role: byline.role || null,
        part: role || null,
        href: paths.byline(byline.slug),
        agency: byline.kind === 'agency',
      },
    ];
  });
}

/** Comments in the order of talk: an answer under what it answers. */
function commentViews(comments: readonly Comment[]): CommentView[] {
  const byParent = new Map<number | null, Comment[]>();
  const known = new Set(comments.map((comment) => comment.id as number));
  for (const comment of comments) {
    const parent = comment.parent !== null && known.has(comment.parent) ? comment.parent : null;
    byParent.set(parent, [...(byParent.get(parent) ?? []), comment]);
  }
  const ordered: CommentView[] = [];
  const waiting = (byParent.get(null) ?? []).map((comment) => ({ comment, depth: 0 })).reverse();
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { comment, depth } = next;
    const paragraphs = comment.text.split(/\n+/).filter(Boolean);
    ordered.push({
      id: comment.id,
      author: comment.author,
      at: new Date(comment.writtenAt).toISOString(),
      depth,
      paragraphs,
    });
    const answers = (byParent.get(comment.id) ?? []).map((answer) => ({ comment: answer, depth: depth + 1 }));
    waiting.push(...answers.reverse());
  }
  return ordered;
}
