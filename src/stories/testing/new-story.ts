import type { Store } from '#store/store.io.js';
import { slugify } from '../address.ts';
import { addAddresses } from '../addresses.sql.ts';
import type { Block } from '../document.ts';
import { emptyContent } from '../empty-content.ts';
import { addStories } from '../save.sql.ts';
import type { Content, Timing } from '../story.ts';
import type { NewStory, Placing } from '../story-row.ts';

/** What a test says of a story; everything else is plain and open. `at` is when it was published, ISO 8601. */
export type StoryWish = {
  headline: string;
  at: string;
  text?: string | Block[];
  path?: string;
  state?: 'draft' | 'published' | 'withdrawn';
  kind?: 'story' | 'page';
  sticky?: boolean;
  bylineText?: string;
  updatedAt?: string;
  timing?: Partial<Timing>;
} & Partial<Omit<Content, 'headline' | 'body'>>;

/** Saves stories with their addresses; ids in order. */
export async function addTestStories(
  store: Store,
  wishes: readonly StoryWish[],
  now = new Date('2026-06-01T12:00:00Z'),
): Promise<number[]> {
  const stories = wishes.map(newStory);
  return store.db.transaction().execute(async (tx) => {
    const saved = await addStories(tx, stories, now);
    await addAddresses(
      tx,
      stories.map(({ path }, at) => ({
        path,
        target: { is: 'story' as const, id: saved[at]?.id as never },
      })),
    );
    return saved.map(({ id }) => id);
  });
}

/** Paragraphs of a text parted by newlines; a line `[cut]` is the premium cut. */
export function paragraphs(text: string): Block[] {
  return text.split('\n').map((line, at): Block => {
    const attrs = { id: `p${String(at).padStart(7, '0')}` };
    return line === '[cut]'
      ? { type: 'premiumCut', attrs }
      : { type: 'paragraph', attrs, content: [{ type: 'text', text: line }] };
  });
}

/** The story of a wish, not saved yet. */
export function newStory(wish: StoryWish): NewStory {
  const { headline, at, text, path, state, kind, sticky, bylineText, updatedAt, timing, ...content } = wish;
  const slug = slugify(headline);
  const published: Placing = {
    state: state === 'withdrawn' ? 'withdrawn' : 'published',
    timing: {
      publishedAt: Date.parse(at),
      embargo: { is: 'none' },
      unpublishAt: null,
      held: false,
      ...timing,
    },
    updatedAt: updatedAt ? Date.parse(updatedAt) : null,
  };
  return {
    kind: kind ?? 'story',
    path: path ?? `/news/${slug}`,
    slug,
    sticky: sticky ?? false,
    bylineText: bylineText ?? '',
    madeBy: 'test',
    reason: '',
    madeAt: Date.parse(at),
    placing: state === 'draft' ? { state } : published,
    content: { ...emptyContent, headline, ...content, body: bodyOf(text) },
  };
}

function bodyOf(text: StoryWish['text']): Content['body'] {
  return { type: 'doc', content: typeof text === 'string' ? paragraphs(text) : (text ?? []) };
}
