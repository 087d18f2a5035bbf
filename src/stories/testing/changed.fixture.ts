/** Stories made up and changed as desks change them, for tests that try many. */
import { type Block, type Body, giveIds } from '../document.ts';
import { emptyContent } from '../empty-content.ts';
import type { Content } from '../story.ts';
import { doc, p } from './doc.fixture.ts';
import { randomBody } from './random-body.fixture.ts';

/** A content of these fields; the body is made up where `random` is given. */
export function contentOf(wish: Partial<Content>, random?: () => number): Content {
  const body = random ? someParagraphs(random) : doc();
  return { ...emptyContent, headline: random ? words(random) : '', body, ...wish };
}

/** The same story after somebody worked on it: blocks rewritten, moved, taken out and added, a field set. */
export function changed(content: Content, random: () => number): Content {
  const blocks = content.body.content.flatMap((block): Block[] => {
    const luck = random();
    if (luck < 0.15) return [];
    if (luck < 0.4 && block.type === 'paragraph') return [rewritten(block, random)];
    return [block];
  });
  if (random() < 0.4) blocks.splice(Math.floor(random() * (blocks.length + 1)), 0, fresh(random));
  if (random() < 0.3 && blocks.length > 1) blocks.push(...blocks.splice(0, 1));
  const headline = random() < 0.3 ? words(random) : content.headline;
  return { ...content, headline, body: withOneCut(giveIds({ type: 'doc', content: blocks })) };
}

function someParagraphs(random: () => number): Body {
  const own = Array.from({ length: 2 + Math.floor(random() * 6) }, () => fresh(random));
  return giveIds({ type: 'doc', content: [...own, ...randomBody(random).content] });
}

function fresh(random: () => number): Block {
  const made = p(words(random));
  const id = `n${Math.floor(random() * 36 ** 7)
    .toString(36)
    .padStart(7, '0')}`;
  return { ...made, attrs: { id } };
}

function rewritten(block: Extract<Block, { type: 'paragraph' }>, random: () => number): Block {
  const first = block.content[0];
  if (first?.type !== 'text') return { ...block, content: p(words(random)).content };
  const parts = first.text.split(' ');
  parts[Math.floor(random() * parts.length)] = words(random);
  return { ...block, content: [{ ...first, text: parts.join(' ') }, ...block.content.slice(1)] };
}

function withOneCut(body: Body): Body {
  const cut = body.content.find(({ type }) => type === 'premiumCut');
  return { ...body, content: body.content.filter((block) => block.type !== 'premiumCut' || block === cut) };
}

function words(random: () => number): string {
  const all = ['bridge', 'mayor', 'closes', 'on', 'Monday', 'the', 'river', 'trains', 'stop', 'Brücke', '橋'];
  return Array.from(
    { length: 1 + Math.floor(random() * 8) },
    () => all[Math.floor(random() * all.length)],
  ).join(' ');
}
