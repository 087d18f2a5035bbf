import sharp from 'sharp';
import { saveByline } from '#accounts/byline.sql.js';
import { type Container, type FrontCard, storyCard } from '#fronts/front.js';
import { openFront } from '#fronts/front.sql.js';
import { launchNow } from '#fronts/launch.sql.js';
import type { MediaId, RevisionId, SectionId, StoryId, TopicId } from '#kit/ids.js';
import { addPicture } from '#media/picture.sql.js';
import { takeInFile } from '#media/take-in.io.js';
import { saveSection } from '#paper/section.sql.js';
import type { Files } from '#store/files.io.js';
import type { Store } from '#store/store.io.js';
import type { Tx } from '#store/tables.js';
import { type Access, openAccess } from '#stories/access.js';
import { addAddresses } from '#stories/addresses.sql.js';
import { addComment } from '#stories/comment.sql.js';
import type { Block } from '#stories/document.js';
import { addNote } from '#stories/note.sql.js';
import { addRevision, addStories, placeHold, saveTakenOff } from '#stories/save.sql.js';
import type { Content } from '#stories/story.js';
import { getContent, getStory } from '#stories/story.sql.js';
import * as body from '#stories/testing/doc.fixture.js';
import { newStory, type StoryWish } from '#stories/testing/new-story.js';
import { saveTopics } from '#stories/topic.sql.js';
import { kill } from '#stories/workflow.js';

/** Every canary begins with this, and nothing else does. */
export const CANARY = 'zorrelquist';

const DAY_MS = 86_400_000;
const { p } = body;

/** A word that only those with access may ever see, different for every story and place in it. */
function secret(story: string, place: string): string {
  return `${CANARY}${story}${place}`.replace(/[^a-z]/g, '');
}

type Named = {
  section: SectionId;
  topic: TopicId;
  byline: Content['credits'][number];
  hiddenPicture: MediaId;
  /** Stands on cards of hidden stories alone. */
  cardPicture: MediaId;
};

/** Stories whose premium part is full of canaries, by the access they ask for and how their opening is found. */
const gated: readonly { name: string; access: Access; opening: Block[] }[] = [
  { name: 'members', access: { to: 'members' }, opening: [p('The ferry was late.'), body.premiumCut()] },
  {
    name: 'registered',
    access: { to: 'registered' },
    opening: [p('The tide was early.'), body.premiumCut()],
  },
  { name: 'tiers', access: { to: 'tiers', tiers: ['gold'] }, opening: [p('Gulls rose.'), body.premiumCut()] },
  { name: 'uncut', access: { to: 'members' }, opening: [p('The harbour slept.'), p('Nobody rowed.')] },
  { name: 'boxfirst', access: { to: 'members' }, opening: [] },
];

/** How a story can be unseen altogether. */
const unseen: Readonly<Record<string, (now: number) => Partial<StoryWish>>> = {
  scheduled: (now) => ({ timing: { publishedAt: now + DAY_MS } }),
  embargoed: (now) => ({ timing: { embargo: { is: 'until', at: now + DAY_MS } } }),
  unlifted: () => ({ timing: { embargo: { is: 'until-lifted' } } }),
  ended: (now) => ({ timing: { unpublishAt: now - 60_000 } }),
  held: () => ({}),
  killed: () => ({}),
  withdrawn: () => ({ state: 'withdrawn' }),
  draft: () => ({ state: 'draft' }),
  page: (now) => ({ kind: 'page', timing: { publishedAt: now + DAY_MS } }),
};

export type SecretPaper = {
  /** Canaries a reader without access must never get. */
  secrets: string[];
  /**
   * Canaries that stand where no reader ever looks: an older system's markup, revisions that are not published, the
   * library's caption of a picture that has one of its own.
   */
  neverShown: string[];
  stories: { id: number; path: string; name: string }[];
};

/**
 * Fills an empty data folder with stories that hide canaries.
 *
 * open  makes the copy in which nothing is hidden, to prove that whoever looks would find them
 */
export async function fillWithSecrets(
  { store, files }: { store: Store; files: Files },
  { open }: { open: boolean },
): Promise<SecretPaper> {
  const now = Date.now();
  return store.db.transaction().execute(async (tx) => {
    const named = await nameThings(tx, files, now);
    const stories: SecretPaper['stories'] = [];
    for (const { name, access, opening } of gated) {
      const wish = { access: open ? openAccess : access, text: [...opening, ...premiumPart(name, named)] };
      stories.push(await add(tx, name, { ...wish, headline: `The ${name} story`, ...common(named) }, now));
    }
    for (const [name, timing] of Object.entries(unseen)) {
      const story = await add(tx, name, { ...unseenStory(name, named), ...(open ? {} : timing(now)) }, now);
      await addTalk(tx, story, now);
      if (!open) await hide(tx, name, story.id as StoryId, new Date(now));
      stories.push(story);
    }
    const linking = await addLinking(tx, stories, named, now);
    await launchFront(tx, { stories, linking: linking.id as StoryId, named }, new Date(now));
    stories.push(linking);
    const written = JSON.stringify(await tx.selectFrom('revision').select('content').execute());
    const rest = JSON.stringify([
      await tx.selectFrom('note').select('text').execute(),
      await tx.selectFrom('comment').select(['author', 'text']).execute(),
      await tx.selectFrom('media').select(['alt', 'caption', 'credit']).execute(),
      await tx.selectFrom('front_version').select('content').execute(),
    ]);
    const all = [...new Set((written + rest).match(new RegExp(`${CANARY}[a-z]+`, 'g')))];
    const isShown = (word: string) => !/never$/.test(word);
    return { stories, secrets: all.filter(isShown), neverShown: all.filter((word) => !isShown(word)) };
  });
}

async function nameThings(tx: Tx, files: Files, now: number): Promise<Named> {
  const at = new Date(now);
  const news = { slug: 'news', name: 'News', description: '', parent: null, position: 1, access: 'open' };
  const ada = {
    slug: 'ada-finch',
    name: 'Ada Finch',
    kind: 'person' as const,
    role: '',
    about: '',
    portrait: null,
  };
  const harbour = {
    slug: 'harbour',
    name: 'Harbour',
    kind: 'place' as const,
    introduction: '',
    aliases: [],
    listed: true,
  };
  const [topic] = await saveTopics(tx, [harbour], at);
  const bytes = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#246' } })
    .png()
    .toBuffer();
  const facts = {
    alt: secret('library', 'alt'),
    caption: secret('library', 'captionnever'),
    credit: secret('library', 'credit'),
  };
  const taken = await takeInFile(files, { bytes }, { name: 'harbour.png', ...facts });
  return {
    section: await saveSection(tx, news, at),
    topic: topic as TopicId,
    byline: { byline: await saveByline(tx, ada, at), role: '' },
    hiddenPicture: await addPicture(tx, taken, at),
    cardPicture: await addCardPicture(tx, files, at),
  };
}

async function addCardPicture(tx: Tx, files: Files, at: Date): Promise<MediaId> {
  const sharpened = sharp({ create: { width: 320, height: 240, channels: 3, background: '#642' } });
  const facts = { alt: secret('card', 'alt'), caption: secret('card', 'captionnever'), credit: '' };
  const bytes = await sharpened.png().toBuffer();
  return addPicture(tx, await takeInFile(files, { bytes }, { name: 'card.png', ...facts }), at);
}

function common({ section, topic, byline }: Named): Partial<StoryWish> {
  return {
    section,
    topics: [topic],
    credits: [byline],
    bylineText: 'Ada Finch',
    standfirst: 'All that is known.',
  };
}

async function add(tx: Tx, name: string, wish: Omit<StoryWish, 'at'>, now: number) {
  const at = new Date(now - 3_600_000).toISOString();
  const story = newStory({ path: `/news/${name}`, at, ...wish });
  const content = { ...story.content, body: body.doc(...story.content.body.content) };
  const [made] = await addStories(tx, [{ ...story, content }], new Date(now));
  const id = made?.id as StoryId;
  const target = { is: 'story' as const, id };
  // Addresses that an older system may have given it.
  const old = [`/?p=${9_000 + id}`, `/2019/05/${name}/`, `/archive/print/${name}.html`];
  await addAddresses(
    tx,
    [story.path, ...old].map((path) => ({ path, target })),
  );
  return { id: id as number, path: story.path, name };
}

/** Words in every place a block has. */
function premiumPart(story: string, { hiddenPicture }: Named): Block[] {
  const word = (place: string) => secret(story, place);
  const outside = `https://video.example/${word('embedurl')}`;
  return [
    ...(story === 'boxfirst' ? [] : [p(`It was ${word('text')} who said so.`)]),
    body.factBox(
      word('boxtitle'),
      p(word('boxtext')),
      body.list(word('boxlist')),
      body.table(word('boxtablecaption'), body.row(body.cell(word('boxcell')))),
      body.picture({ media: hiddenPicture, alt: word('boxalt') }, word('boxpicturecaption')),
    ),
    body.crosshead(word('crosshead')),
    body.list(word('item'), [p(word('itemtext')), body.numbered(1, word('inneritem'))]),
    body.quotation(word('speaker'), word('role'), p(word('quotation'))),
    body.pullQuote(word('attribution'), word('pullquote')),
    body.picture({ media: hiddenPicture, alt: word('alt'), credit: word('credit') }, word('caption')),
    body.gallery(body.picture({ media: hiddenPicture, alt: word('galleryalt') }, word('gallerycaption'))),
    body.table(word('tablecaption'), body.row(body.head(word('head'))), body.row(body.cell(word('cell')))),
    body.embed(outside, 'Video', word('embedtitle'), 300),
    body.file(`/files/${word('filepath')}.pdf`, word('filename'), 'application/pdf', 2_000),
    body.preformatted('verse', word('verse')),
    p(
      'See ',
      body.link(`https://example.org/${word('href')}`, word('linktext')),
      body.strong(word('strong')),
      '.',
    ),
    body.foreign(word('foreignnamenever'), `<div>${word('foreignnever')}</div>`),
  ];
}

/** A story of which nothing at all may be seen. */
function unseenStory(name: string, named: Named): Omit<StoryWish, 'at'> {
  const word = (place: string) => secret(name, place);
  return {
    ...common(named),
    headline: `Head ${word('headline')}`,
    frontHeadline: word('fronthead'),
    standfirst: word('standfirst'),
    kicker: word('kicker'),
    dateline: word('dateline'),
    agencyCredit: word('agency'),
    bylineText: word('byline'),
    searchTitle: word('searchtitle'),
    searchDescription: word('searchdescription'),
    lead: {
      media: named.hiddenPicture,
      alt: word('leadalt'),
      caption: word('leadcaption'),
      credit: word('leadcredit'),
    },
    text: [p(word('first')), p(word('second')), ...premiumPart(name, named)],
  };
}

async function addTalk(tx: Tx, { id, name }: { id: number; name: string }, now: number): Promise<void> {
  const story = id as StoryId;
  const note = { kind: 'correction' as const, text: secret(name, 'note'), block: null, dated: now };
  await addNote(tx, story, note, new Date(now));
  await addComment(tx, {
    story,
    parent: null,
    author: secret(name, 'commenter'),
    url: '',
    text: secret(name, 'comment'),
    state: 'shown',
    writtenAt: now,
  });
}

async function hide(tx: Tx, name: string, id: StoryId, now: Date): Promise<void> {
  if (name === 'held') await placeHold(tx, id, { reason: secret(name, 'reasonnever'), by: 'Ada Finch' }, now);
  if (name === 'killed') await saveTakenOff(tx, kill(await getStory(tx, id)), now);
}

/** An open story that leads to all the others, and has an earlier and a later revision that are not published. */
async function addLinking(tx: Tx, others: SecretPaper['stories'], named: Named, now: number) {
  const ids = others.map(({ id }) => id);
  const links = ids.flatMap((id) => [p('Read ', body.storyLink(id, 'this'), '.'), body.alsoRead(id)]);
  const wish = { ...common(named), headline: 'The open story', text: [...links, body.alsoRead(...ids)] };
  const story = await add(tx, 'linking', wish, now);
  const { revision } = await tx
    .selectFrom('story')
    .select('published_revision_id as revision')
    .where('id', '=', story.id)
    .executeTakeFirstOrThrow();
  const content = await getContent(tx, revision as RevisionId);
  const later = {
    ...content,
    headline: secret('later', 'headlinenever'),
    body: body.doc(p(secret('later', 'textnever'))),
  };
  await addRevision(tx, story.id as StoryId, {
    content: later,
    by: 'Ada Finch',
    reason: '',
    at: new Date(now),
  });
  return story;
}

/** The front of the section, with a card for every story of which nothing may be seen, and lines that lead to them. */
async function launchFront(
  tx: Tx,
  paper: { stories: SecretPaper['stories']; linking: StoryId; named: Named },
  now: Date,
): Promise<void> {
  const { stories, linking, named } = paper;
  const hidden = stories.filter(({ name }) => name in unseen && name !== 'page');
  // One card a container, since only the first ones of a list show lines below them.
  const lead = (id: string, card: FrontCard): Container => ({
    ...{ id, layout: 'lead', title: '', rule: null, limit: 1, cards: [card] },
  });
  const containers = hidden.flatMap(({ id, name }, at) => {
    const outside = { story: null, href: `https://example.org/${name}`, text: secret(name, 'cardline') };
    const words = { headline: secret(name, 'cardhead'), kicker: secret(name, 'cardkicker') };
    const card = { ...storyCard(`hidden0${at}`, id as StoryId), ...words, picture: named.cardPicture };
    const line = { story: id as StoryId, href: '', text: secret(name, 'line') };
    const linked = { ...storyCard(`lines00${at}`, linking), sublinks: [line] };
    return [lead(`one0000${at}`, { ...card, sublinks: [outside] }), lead(`two0000${at}`, linked)];
  });
  const { id } = await openFront(tx, named.section, now);
  const wish = { containers, bases: {}, carries: null, after: [] };
  await launchNow(tx, id, wish, { by: null, how: 'launch' }, now);
}
