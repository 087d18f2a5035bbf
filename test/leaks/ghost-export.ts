import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newFolder } from '#harness/folder.js';

const paragraph = (words: string) => ({ type: 'paragraph', children: [{ type: 'text', text: words }] });

/** A body with Ghost's own mark between what everybody reads and what is paid for. */
function body(title: string, hasCut: boolean): string {
  const closed = Array.from({ length: 6 }, (_, at) => paragraph(`${title}, closed part ${at + 1}.`));
  const children = [paragraph(`${title} begins.`), ...(hasCut ? [{ type: 'paywall' }] : []), ...closed];
  return JSON.stringify({ root: { children } });
}

function post(slug: string, visibility: string, hasCut: boolean): object {
  const title = `Post ${slug}`;
  return {
    ...{ id: slug, uuid: `uuid-${slug}`, title, slug, type: 'post', status: 'published', visibility },
    lexical: body(title, hasCut),
    custom_excerpt: `What ${slug} is about.`,
    ...{ created_at: '2026-01-01T10:00:00.000Z', published_at: '2026-01-01T12:00:00.000Z' },
  };
}

/** An export of Ghost with a post of every visibility. returns  its path */
export async function writeGhostExport(): Promise<string> {
  const posts = [
    post('open-post', 'public', false),
    post('for-members', 'members', true),
    post('for-payers', 'paid', true),
    post('for-payers-uncut', 'paid', false),
    post('for-a-tier', 'tiers', true),
    { ...post('not-out-yet', 'public', false), status: 'draft', published_at: null },
  ];
  const data = {
    posts,
    products: [{ id: 'gold-id', name: 'Gold', slug: 'gold', type: 'paid', active: 1 }],
    posts_products: [{ id: 'pp', post_id: 'for-a-tier', product_id: 'gold-id', sort_order: 0 }],
    tags: [{ id: 't', name: 'News', slug: 'news', visibility: 'public' }],
    posts_tags: posts.map((_, at) => ({
      id: `pt${at}`,
      post_id: (posts[at] as { id: string }).id,
      tag_id: 't',
    })),
    users: [{ id: 'u', name: 'Ada Finch', slug: 'ada-finch' }],
    posts_authors: posts.map((_, at) => ({
      id: `pa${at}`,
      post_id: (posts[at] as { id: string }).id,
      author_id: 'u',
    })),
  };
  const path = join(await newFolder('ghost'), 'ghost.json');
  await writeFile(path, JSON.stringify({ db: [{ meta: { version: '5.90.0' }, data }] }));
  return path;
}
