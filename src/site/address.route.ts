import type { StoryId } from '#kit/ids.js';
import { type AddressTarget, findAddress, findAddressFamily } from '#stories/addresses.sql.js';
import { absentAnswer, goneAnswer } from './error.route.ts';
import { type OldMeaning, readOldAddress } from './old-endings.ts';
import type { Answer, Ask, Redirect, Route, SiteHouse } from './page.ts';
import { paths } from './paths.ts';
import { findSection } from './section.route.ts';
import { answerStory } from './story.route.ts';

/** Every other address: stories and plain pages, addresses of an older site, and what is not there. */
export const addressRoute: Route = { name: 'address', match: /^/, make: makeAnswer };

const NO_STORY = 0 as StoryId;

async function makeAnswer(house: SiteHouse, ask: Ask): Promise<Answer | Redirect> {
  // `/?p=7` must be read before `/`, which would be the front.
  const old = readOldAddress(ask.path, ask.query);
  const first = old?.is === 'address' ? old.address : ask.rawPath;
  return (
    (await answerAt(house, ask, first)) ??
    (await answerOld(house, ask, old)) ??
    (await answerFamily(house, ask)) ??
    absentAnswer(house, ask)
  );
}

async function answerAt(house: SiteHouse, ask: Ask, address: string): Promise<Answer | Redirect | undefined> {
  const target = await findAddress(house.db, address);
  if (target) return answerTarget(house, ask, target);
  // A section in another spelling: /News/ for /news.
  const section = findSection(house.paper, ask.path.slice(1).toLowerCase());
  return section && ask.rawPath !== paths.section(section.slug)
    ? { status: 301, to: paths.section(section.slug) }
    : undefined;
}

async function answerTarget(
  house: SiteHouse,
  ask: Ask,
  target: AddressTarget,
): Promise<Answer | Redirect | undefined> {
  if (target.is === 'redirect') return { status: 301, to: target.to };
  return target.is === 'gone' ? goneAnswer(house, ask, NO_STORY) : answerStory(house, ask, target.id);
}

async function answerOld(
  house: SiteHouse,
  ask: Ask,
  old: OldMeaning | undefined,
): Promise<Answer | Redirect | undefined> {
  if (!old || old.is === 'address') return undefined;
  if (old.is === 'redirect') return { status: 301, to: old.to };
  if (old.is === 'month')
    return { status: 301, to: old.month === null ? '/archive' : paths.month(old.year, old.month) };
  const base = await standsAt(house, ask, old.base);
  if (base === undefined) return undefined;
  if (old.ending === 'same' || !base.hasFeed) return { status: 301, to: base.path };
  return { status: 301, to: `${base.path === '/' ? '' : base.path}/${old.ending}` };
}

async function answerFamily(house: SiteHouse, ask: Ask): Promise<Answer | Redirect | undefined> {
  const target = await findAddressFamily(house.db, ask.rawPath);
  return target && answerTarget(house, ask, target);
}

/** Where what stands at this old address is found now, and whether that is a list with a feed. */
async function standsAt(
  house: SiteHouse,
  ask: Ask,
  base: string,
): Promise<{ path: string; hasFeed: boolean } | undefined> {
  if (base === '/') return { path: '/', hasFeed: true };
  const target = await findAddress(house.db, base);
  if (target?.is === 'redirect')
    return { path: target.to, hasFeed: /^\/(?:topics|by)\/|^\/[^/]+$/.test(target.to) };
  if (target?.is === 'story') {
    const answer = await answerStory(house, { ...ask, rawPath: '', path: '' }, target.id);
    return answer && 'to' in answer ? { path: answer.to, hasFeed: false } : undefined;
  }
  const section = findSection(house.paper, base.slice(1).toLowerCase());
  if (section) return { path: paths.section(section.slug), hasFeed: true };
  return /^\/(?:topics|by)\/[^/]+$/.test(base) ? { path: base, hasFeed: true } : undefined;
}
