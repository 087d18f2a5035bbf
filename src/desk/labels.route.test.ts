import { expect, test } from 'vitest';
import { signIn } from '#accounts/testing/sign-in.js';
import { onBothDatabases } from '#harness/both-databases.js';
import { addTestStories } from '#stories/testing/new-story.js';
import type {
  BylineRow,
  RedirectsReply,
  SectionRow,
  SectionsReply,
  TopicReply,
  TopicRow,
  TopicsReply,
} from './shapes/labels.ts';
import { deskHere } from './testing/desk-here.ts';

onBothDatabases('sections, topics, names and redirects at the desk', (open) => {
  const openDesk = async () => {
    const store = await open();
    const here = await deskHere(store);
    const admin = await signIn(store, { name: 'Ada', email: 'ada@paper.example', role: 'admin' });
    const ask = async <Answer>(method: string, path: string, body?: unknown) =>
      (await here.ask(admin.cookie, method, path, body)).json as Answer;
    return { store, here, ask };
  };
  const plain = { description: '', parent: null, access: 'open' };

  test('a section is added, renamed and merged; its old addresses lead on', async () => {
    const { store, ask } = await openDesk();
    const news = await ask<SectionRow>('POST', '/sections', { ...plain, slug: 'news', name: 'News' });
    const local = await ask<SectionRow>('POST', '/sections', { ...plain, slug: 'local', name: 'Local' });
    await addTestStories(store, [
      { headline: 'Here', at: '2026-05-01T10:00:00Z', section: local.id as never },
    ]);
    await ask('PATCH', `/sections/${local.id}`, { slug: 'district', name: 'District' });
    expect(await ask('POST', `/sections/${local.id}/merge`, { into: news.id })).toEqual({ stories: 1 });
    const { sections } = await ask<SectionsReply>('GET', '/sections');
    expect(sections.map(({ slug, stories }) => [slug, stories])).toEqual([['news', 1]]);
    const { redirects } = await ask<RedirectsReply>('GET', '/redirects');
    expect(redirects.filter(({ to }) => to === '/news').map(({ from }) => from)).toEqual([
      '/district',
      '/local',
    ]);
  });

  test.each([
    ['desk', 'address-taken'],
    ['about', 'address-taken'],
    ['former', 'address-taken'],
    ['two words', 'section-slug-wrong'],
  ])('no section stands at /%s', async (slug, code) => {
    const { store, ask } = await openDesk();
    await addTestStories(store, [
      { headline: 'About us', at: '2026-05-01T10:00:00Z', kind: 'page', path: '/about' },
    ]);
    await ask('PUT', '/redirects', { from: '/former', to: '/about' });
    expect(await ask('POST', '/sections', { ...plain, slug, name: 'X' })).toMatchObject({ code });
  });

  test('a topic is found among many, renamed and merged', async () => {
    const { ask } = await openDesk();
    const one = await ask<TopicRow>('POST', '/topics', { name: 'Harbour Bridge', kind: 'place' });
    const two = await ask<TopicRow>('POST', '/topics', { name: 'Bridge', listed: false });
    await ask('PATCH', `/topics/${one.id}`, { slug: 'the-bridge' });
    expect(await ask('POST', `/topics/${two.id}/merge`, { into: one.id })).toEqual({ stories: 0 });
    const { topics, all } = await ask<TopicsReply>('GET', '/topics?q=bridge&listed=true&limit=10');
    expect(all).toBe(1);
    expect(topics).toMatchObject([{ name: 'Harbour Bridge', aliases: ['Bridge'], slug: 'the-bridge' }]);
    const { formerly } = await ask<TopicReply>('GET', `/topics/${one.id}`);
    expect(formerly).toEqual(['/topics/bridge', '/topics/harbour-bridge']);
  });

  test('a name is credited with or without a desk account, renamed and merged', async () => {
    const { ask } = await openDesk();
    const one = await ask<BylineRow>('POST', '/bylines', { name: 'Ada Finch' });
    const two = await ask<BylineRow>('POST', '/bylines', { name: 'Ada Finch', role: 'Court reporter' });
    expect([one.slug, two.slug]).toEqual(['ada-finch', 'ada-finch-2']);
    expect(await ask('PATCH', `/bylines/${two.id}`, { slug: 'Ada Finch' })).toMatchObject({
      code: 'byline-slug-taken',
    });
    expect(await ask('POST', `/bylines/${two.id}/merge`, { into: one.id })).toEqual({ stories: 0 });
    expect(await ask('GET', `/bylines/${one.id}`)).toMatchObject({ role: 'Court reporter' });
  });

  test.each([
    ['/news', 'address-taken'],
    ['/topics/fishing', 'address-taken'],
    ['/desk/anything', 'address-taken'],
    ['/search', 'address-taken'],
  ])('no redirect stands at %s, where the paper itself answers', async (from, code) => {
    const { ask } = await openDesk();
    await ask('POST', '/sections', { ...plain, slug: 'news', name: 'News' });
    await ask('POST', '/topics', { name: 'Fishing' });
    expect(await ask('PUT', '/redirects', { from, to: '/elsewhere' })).toMatchObject({ code });
  });
});
