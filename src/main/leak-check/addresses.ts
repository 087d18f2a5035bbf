import type { Asking } from './crawl.io.ts';

/** Where readers and machines begin, beside what is linked. */
export const doors: readonly string[] = [
  ...['/', '/robots.txt', '/sitemap.xml', '/news-sitemap.xml', '/search', '/archive', '/corrections'],
  ...['/feed.xml', '/feed.atom', '/feed.json', '/api', '/api/openapi.json', '/api/stories?limit=50'],
  ...['/api/sections', '/api/topics', '/health', '/metrics', '/manifest.json', '/favicon.ico', '/storylines'],
  ...['/account', '/account/me', '/account/sign-in', '/account/join', '/account/membership'],
  ...['/account/receipts', '/account/code', '/account/gifts', '/account/group', '/account/print'],
  ...['/account/vouchers', '/account/devices', '/account/data', '/account/feeds', '/join', '/benefits'],
  ...['/counter', '/gift/none', '/feeds/none/feed.xml', '/preview', '/preview/front/1', '/desk'],
];

/** Addresses that only the desk answers, and that anybody may ask. */
export function deskDoors(stories: readonly { id: number }[]): string[] {
  return stories.flatMap(({ id }) => [
    `/preview/story/${id}`,
    `/preview/story/${id}?as=whole&revision=1`,
    `/desk/api/stories/${id}`,
    `/desk/api/stories/${id}/published-text`,
    `/desk/api/stories/${id}/history/compare?from=1&to=1`,
  ]);
}

/** Addresses under which an older system, a machine or somebody curious may ask for a story. */
export function oddAddresses({ id, path }: { id: number; path: string }): string[] {
  const ends = ['', '/', '/amp', '/feed', '/feed.xml', '/embed', '/print', '/page/2', '/2'];
  const queries = [
    '?amp=1',
    '?print=1',
    '?preview=true',
    `?p=${id}`,
    '?format=json',
    '?as=whole',
    '?before=0.0',
  ];
  return [
    ...[...ends, ...queries].map((end) => path + end),
    path.toUpperCase(),
    `/${path}`,
    `/?p=${90_000_000 + id}`,
    `/?page_id=${id}`,
    `/api/stories/${id}`,
    `/api/stories/${id}?texts=whole`,
    `/search?q=${encodeURIComponent(path.split('/').at(-1)?.replaceAll('-', ' ') ?? '')}`,
    `/gift/${id}`,
    `/join?from=${id}`,
    `/account/join?from=${id}`,
    `/account/sign-in?next=${encodeURIComponent(path)}`,
  ];
}

/** Ways of asking that could get past a gate that looks at one way only. */
export function waysOf(path: string): Asking[] {
  return [
    { path },
    { path, method: 'HEAD' },
    { path, method: 'OPTIONS' },
    { path, headers: { range: 'bytes=0-999999' } },
    { path, headers: { range: 'bytes=2000-' } },
    { path, headers: { 'accept-encoding': 'br' } },
    { path, headers: { accept: 'application/json' } },
    { path, headers: { cookie: 'session=member; tier=gold; standfirst=whole' } },
    {
      path,
      headers: { cookie: 'standfirst.session_token=a.b; standfirst.read=m2026-01.1; standfirst.given=1-z' },
    },
    { path, headers: { 'user-agent': 'Googlebot/2.1 (+http://www.google.com/bot.html)' } },
    { path, headers: { 'if-none-match': '*' } },
    { path, headers: { referer: 'https://www.google.com/' } },
  ];
}

/** Every address of an OpenAPI description that is only read, with ids of these stories where one is asked for. */
export function describedAddresses(text: string, stories: readonly { id: number }[]): string[] {
  const start = text.indexOf('{');
  if (start < 0) return [];
  const { paths = {} } = JSON.parse(text.slice(start)) as { paths?: Record<string, { get?: unknown }> };
  return Object.entries(paths).flatMap(([path, { get }]) => {
    if (get === undefined) return [];
    if (!path.includes('{')) return [path];
    return stories.map(({ id }) => path.replace(/\{\w+\}/g, String(id)));
  });
}
