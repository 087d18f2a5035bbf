import type { MediaId, SectionId, StoryId } from '#kit/ids.js';
import type { Tx } from '#store/tables.js';
import { type Access, openAccess } from '#stories/access.js';
import { addAddresses } from '#stories/addresses.sql.js';
import { addComment } from '#stories/comment.sql.js';
import type { Block } from '#stories/document.js';
import { emptyContent } from '#stories/empty-content.js';
import { addNote } from '#stories/note.sql.js';
import { addStories, placeHold, saveTakenOff } from '#stories/save.sql.js';
import type { Content, Timing } from '#stories/story.js';
import { getStory } from '#stories/story.sql.js';
import type { NewStory } from '#stories/story-row.js';
import { kill } from '#stories/workflow.js';
import type { Canaries, Closed } from './canaries.ts';
import { bodyOf, closedBlocks, cut, type Hide, paragraph } from './closed-blocks.ts';

/** A story that was made to be looked for. */
export type PlantedStory = { readonly id: StoryId; readonly path: string; readonly name: string };

export type Ground = {
  readonly canaries: Canaries;
  readonly section: { id: SectionId; slug: string } | null;
  /** Stands in closed parts. */
  readonly picture: MediaId;
  readonly tiers: readonly string[];
};

const DAY_MS = 86_400_000;
const MAKER = 'leak-check';
/** More plain paragraphs than any paper gives away. */
const LONG_OPENING = 30;

/** One story of each way to be closed, with words in every place that is. */
export async function plantStories(tx: Tx, ground: Ground, now: Date): Promise<PlantedStory[]> {
  const stories: PlantedStory[] = [];
  for (const [name, { access, opening }] of Object.entries(gatedBy(ground.tiers)))
    stories.push(await plantGated(tx, ground, { name, access, opening }, now));
  for (const [name, change] of Object.entries(unseen))
    stories.push(await plantUnseen(tx, ground, { name, change }, now));
  stories.push(await plantWay(tx, ground, stories, now));
  return stories;
}

type Gated = { access: Access; opening: Block[] };

function gatedBy(tiers: readonly string[]): Record<string, Gated> {
  const opening = [paragraph('The ferry was late.'), cut];
  const long = Array.from({ length: LONG_OPENING }, (_, at) => paragraph(`Wave ${at + 1} came in.`));
  const ofTiers = tiers.map((tier): [string, Gated] => [
    `tier-${tier}`,
    { access: { to: 'tiers', tiers: [tier] }, opening },
  ]);
  return {
    registered: { access: { to: 'registered' }, opening },
    members: { access: { to: 'members' }, opening },
    ...Object.fromEntries(ofTiers),
    uncut: { access: { to: 'members' }, opening: long },
    'box-first': { access: { to: 'members' }, opening: [] },
  };
}

/** Ways in which nothing of a story is to be seen. */
const unseen: Readonly<Record<string, (now: number) => Partial<Timing> | 'draft' | 'withdrawn'>> = {
  draft: () => 'draft',
  scheduled: (now) => ({ publishedAt: now + DAY_MS }),
  embargoed: (now) => ({ embargo: { is: 'until', at: now + DAY_MS } }),
  'embargoed-until-lifted': () => ({ embargo: { is: 'until-lifted' } }),
  ended: (now) => ({ unpublishAt: now - 60_000 }),
  held: () => ({}),
  killed: () => ({}),
  withdrawn: () => 'withdrawn',
};

async function plantGated(
  tx: Tx,
  ground: Ground,
  { name, access, opening }: Gated & { name: string },
  now: Date,
): Promise<PlantedStory> {
  const path = pathOf(ground, name);
  const hide = hider(ground, { name, path, closed: { to: 'outsiders', access } });
  const blocks = closedBlocks(hide, ground.picture);
  // Where nothing stands before, the first block is one that is not given away.
  const closed = opening.length > 0 ? blocks : blocks.toSorted((one, other) => rank(one) - rank(other));
  const content = { headline: `Leak check: ${name}`, standfirst: 'All that is known.', access };
  const body = bodyOf([...opening, ...closed]);
  return add(tx, ground, { name, path, content: { ...content, body } }, now);
}

function rank(block: Block): number {
  return block.type === 'factBox' ? 0 : 1;
}

type Unseen = { name: string; change: (now: number) => Partial<Timing> | 'draft' | 'withdrawn' };

async function plantUnseen(
  tx: Tx,
  ground: Ground,
  { name, change }: Unseen,
  now: Date,
): Promise<PlantedStory> {
  const path = pathOf(ground, name);
  const hide = hider(ground, { name, path, closed: { to: 'everybody' } });
  const changed = change(now.getTime());
  const content: Partial<Content> = {
    headline: `Leak ${hide('headline')}`,
    frontHeadline: hide('headline for fronts'),
    standfirst: hide('standfirst'),
    kicker: hide('kicker'),
    dateline: hide('dateline'),
    agencyCredit: hide('agency'),
    searchTitle: hide('title for search engines'),
    searchDescription: hide('description for search engines'),
    lead: {
      media: ground.picture,
      alt: hide("lead picture's alternative text"),
      caption: hide("lead picture's caption"),
      credit: hide("lead picture's credit"),
    },
    body: bodyOf([paragraph(hide('first paragraph')), ...closedBlocks(hide, ground.picture)]),
  };
  const timing = typeof changed === 'string' ? {} : changed;
  const state = typeof changed === 'string' ? changed : 'published';
  const story = await add(
    tx,
    ground,
    { name, path, content, timing, state, bylineText: hide('byline') },
    now,
  );
  await addTalk(tx, story.id, hide, now);
  if (name === 'held') await placeHold(tx, story.id, { reason: hide('reason of a hold'), by: MAKER }, now);
  if (name === 'killed') await saveTakenOff(tx, kill(await getStory(tx, story.id)), now);
  return story;
}

async function addTalk(tx: Tx, story: StoryId, hide: Hide, now: Date): Promise<void> {
  const dated = now.getTime();
  await addNote(tx, story, { kind: 'correction', text: hide('correction'), block: null, dated }, now);
  const [author, text] = [hide("commenter's name"), hide('comment')];
  await addComment(tx, { story, parent: null, author, url: '', text, state: 'shown', writtenAt: dated });
}

/** An open story that leads to all the others. */
async function plantWay(
  tx: Tx,
  ground: Ground,
  others: readonly PlantedStory[],
  now: Date,
): Promise<PlantedStory> {
  const ids = others.map(({ id }) => id);
  const links = ids.map((story): Block => {
    const marks = [{ type: 'link' as const, attrs: { href: '', story } }];
    return {
      type: 'paragraph',
      attrs: { id: '' },
      content: [{ type: 'text', text: `Story ${story}`, marks }],
    };
  });
  const also: Block = { type: 'alsoRead', attrs: { id: '', stories: ids } };
  const shown: Block = {
    type: 'picture',
    attrs: {
      id: '',
      media: ground.picture,
      src: null,
      alt: 'Water',
      credit: 'Ours',
      size: 'column',
      href: null,
    },
    content: [{ type: 'text', text: 'Water.' }],
  };
  const content = {
    headline: 'Leak check: the way',
    access: openAccess,
    body: bodyOf([...links, also, shown]),
  };
  return add(tx, ground, { name: 'way', path: pathOf(ground, 'way'), content }, now);
}

function pathOf({ section }: Ground, name: string): string {
  return `${section ? `/${section.slug}` : ''}/leak-check-${name}`;
}

type Made = {
  name: string;
  path: string;
  content: Partial<Content>;
  timing?: Partial<Timing>;
  state?: 'published' | 'draft' | 'withdrawn';
  bylineText?: string;
};

async function add(tx: Tx, { section }: Ground, made: Made, now: Date): Promise<PlantedStory> {
  const { name, path, content, timing = {}, state = 'published', bylineText = '' } = made;
  const at = now.getTime() - 3_600_000;
  const standard: Timing = { publishedAt: at, embargo: { is: 'none' }, unpublishAt: null, held: false };
  const story: NewStory = {
    ...{ kind: 'story', path, slug: `leak-check-${name}`, bylineText, sticky: false },
    content: { ...emptyContent, section: section?.id ?? null, ...content },
    placing: state === 'draft' ? { state } : { state, timing: { ...standard, ...timing }, updatedAt: null },
    ...{ madeBy: MAKER, reason: '', madeAt: at },
  };
  const [saved] = await addStories(tx, [story], now);
  const id = (saved as { id: StoryId }).id;
  const old = [`/?p=${90_000_000 + id}`, `/2019/05/leak-check-${name}/`];
  await addAddresses(
    tx,
    [path, ...old].map((address) => ({ path: address, target: { is: 'story' as const, id } })),
  );
  return { id, path, name };
}

/** Hides words in one story. */
function hider({ canaries }: Ground, place: { name: string; path: string; closed: Closed }): Hide {
  const { name, path, closed } = place;
  return (part) => canaries.hide({ part: `${part} (${name} story)`, path, closed });
}
