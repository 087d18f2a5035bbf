import type { StoryId } from '#kit/ids.js';
import type { Block } from '#stories/document.js';
import { makeRights, noRights, type Rights, readAs } from '#stories/gate.js';
import { type ReadableStory, readStory } from '#stories/readable.sql.js';
import { asReadNow } from './as-read-now.ts';
import { dependsOnCards, sectionFamily } from './card-view.ts';
import { goneAnswer } from './error.route.ts';
import { pageMeta } from './meta.ts';
import type { Answer, Ask, Dependency, Redirect, SiteHouse } from './page.ts';
import { htmlAnswer } from './render.ts';
import { loadParts, loadReferences, type StoryParts } from './story-parts.io.ts';
import { storyView } from './story-view.ts';
import { frameAddress } from './theme/body/frame-address.ts';
import type { PlainPageView } from './view.ts';

/** What readers who share a page may read: nobody's rights, or a member's. The listener has asked who it is. */
function rightsOf(audience: Ask['audience']): Rights {
  return audience === 'whole' ? makeRights({ registered: true, tiers: 'any' }) : noRights;
}

/** The page of a story or plain page, a redirect to the address it has now, or 410; undefined when there is none to read. */
export async function answerStory(
  house: SiteHouse,
  ask: Ask,
  id: StoryId,
): Promise<Answer | Redirect | undefined> {
  const found = await readStory(house.db, id, ask.now);
  if (found.is === 'absent') return undefined;
  if (found.is === 'gone') return goneAnswer(house, ask, id);
  const { story } = found;
  if (ask.rawPath !== story.path && !isSamePath(ask.rawPath, story.path))
    return { status: 301, to: story.path };
  return drawStory(house, ask, asReadNow(story, house.paper.settings));
}

/** A story or plain page as this audience reads it. */
export function drawStory(house: SiteHouse, ask: Ask, story: ReadableStory): Promise<Answer> {
  return story.kind === 'page' ? answerPage(house, ask, story) : answerWithStory(house, ask, story);
}

async function answerWithStory(house: SiteHouse, ask: Ask, story: ReadableStory): Promise<Answer> {
  const { paper } = house;
  const read = readAs(story.content, rightsOf(ask.audience), paper.settings.openingParagraphs);
  const parts = await loadParts(house, ask.now, story, read);
  const view = storyView(house, story, read, parts);
  const turnsAt = await house.nextTurn(ask.now);
  return htmlAnswer(house, 'story', view, {
    dependsOn: storyDependencies(house, story, parts),
    turnsAt,
    views: story.id,
    frameHosts: frameHosts(read.blocks, paper.settings.embedHosts),
    ...closedFacts(ask, story),
  });
}

async function answerPage(house: SiteHouse, ask: Ask, story: ReadableStory): Promise<Answer> {
  const { openingParagraphs, embedHosts } = house.paper.settings;
  const read = readAs(story.content, rightsOf(ask.audience), openingParagraphs);
  const references = await loadReferences(house, ask.now, read.blocks, null);
  const view: PlainPageView = {
    paper: house.paper.view,
    meta: pageMeta(house.paper, story),
    headline: story.content.headline,
    standfirst: story.content.standfirst || null,
    updatedAt: story.updatedAt === null ? null : new Date(story.updatedAt).toISOString(),
    blocks: read.blocks,
    ...references,
  };
  return htmlAnswer(house, 'page', view, {
    dependsOn: [`story:${story.id}`, ...dependsOnLinked(references.linked)],
    turnsAt: await house.nextTurn(ask.now),
    frameHosts: frameHosts(read.blocks, embedHosts),
    ...closedFacts(ask, story),
  });
}

/** Openings are for everybody and every cache; whole pages of closed stories are for no shared one. */
function closedFacts({ audience }: Ask, { id, content }: ReadableStory): Pick<Answer, 'closed' | 'headers'> {
  const { access } = content;
  if (access.to === 'open') return {};
  const headers = {
    vary: 'cookie',
    ...(audience === 'whole' ? { 'cache-control': 'private, no-cache' } : {}),
  };
  return { closed: { id, access }, headers };
}

function storyDependencies(house: SiteHouse, story: ReadableStory, parts: StoryParts): Dependency[] {
  const section = story.section === null ? undefined : house.paper.sectionById.get(story.section);
  const cards = [...parts.more, ...parts.mostRead];
  return [
    `story:${story.id}`,
    ...(section
      ? sectionFamily(house.paper, section)
          .slice(0, 1)
          .map((id) => `section:${id}` as const)
      : []),
    ...(parts.mostRead.length > 0 ? (['read'] as const) : []),
    ...dependsOnCards(cards),
    ...dependsOnLinked(parts.references.linked),
  ];
}

/** A story that cannot be shown yet counts too: when it comes out, the pages that refer to it show it. */
function dependsOnLinked(linked: readonly number[]): Dependency[] {
  return linked.map((id) => `card:${id}` as const);
}

/** Hosts this page may frame: those of its embeds that the newsroom trusts, and those a reader may click open. */
function frameHosts(blocks: readonly Block[], trusted: readonly string[]): string[] {
  const hosts = new Set<string>();
  for (const block of blocks) {
    if (block.type !== 'embed' || !URL.canParse(block.attrs.url)) continue;
    const { host } = new URL(block.attrs.url);
    const player = frameAddress(block.attrs.url);
    if (trusted.includes(host)) hosts.add(host);
    else if (player) hosts.add(new URL(player).host);
  }
  return [...hosts];
}

function isSamePath(asked: string, path: string): boolean {
  if (!asked.includes('%') && !path.includes('%')) return false;
  try {
    return decodeURIComponent(asked) === decodeURIComponent(path);
  } catch {
    return false;
  }
}
