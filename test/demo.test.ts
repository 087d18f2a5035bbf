import { readdirSync, readFileSync, statSync } from 'node:fs';
import { Parser } from 'htmlparser2';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import type { DemoContainer } from '#transfer/demo-folder.io.js';

// The demonstration paper is data that other rooms rely on; these tests read the folder as a careful sub-editor would.

type Correction = { kind: string; daysAgo: number; at: string; text: string };
type FrontMatter = {
  headline: string;
  standfirst: string;
  kicker: string;
  section: string;
  bylines: { byline: string; role: string }[];
  topics: string[];
  access: string;
  publishedDaysAgo: number;
  publishedAt: string;
  updatedDaysAgo?: number;
  updatedAt?: string;
  lead?: { picture: string };
  corrections: Correction[];
};
type Story = FrontMatter & { slug: string; body: string };
type Named = { slug: string; name: string };

const folder = new URL('../demo/', import.meta.url);
const paper = JSON.parse(readFileSync(new URL('paper.json', folder), 'utf8'));
const stories = readdirSync(new URL('stories/', folder)).map(readStory);
const bySlug = new Map(stories.map((story) => [story.slug, story]));
const slugsOf = (named: Named[]) => named.map(({ slug }) => slug);

function readStory(file: string): Story {
  const source = readFileSync(new URL(`stories/${file}`, folder), 'utf8');
  const parts = /^<!--\n(.*?)\n-->\n(.*)$/s.exec(source);
  if (!parts) throw new Error(`${file} has no front matter`);
  return { ...JSON.parse(parts[1] ?? ''), slug: file.replace(/\.html$/, ''), body: parts[2] ?? '' };
}

/** Every value of one attribute in a body. */
const attributes = (body: string, name: string) =>
  [...body.matchAll(new RegExp(`${name}="([^"]*)"`, 'g'))].map((match) => match[1] ?? '');
const alsoRead = (story: Story) => attributes(story.body, 'data-slugs').flatMap((slugs) => slugs.split(' '));
const linked = (story: Story) =>
  [...story.body.matchAll(/href="story:([^"#]+)/g)].map((match) => match[1] ?? '');
const macros = (text: string) => [...text.matchAll(/\{\{[^}]*\}?\}?/g)].map((match) => match[0]);

/** A moment as days before the demonstration's today, so that a larger one is earlier. */
const age = (days: number, time: string) => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return days - (hours * 60 + minutes) / 1440;
};
const publishedAge = (story: Story) => age(story.publishedDaysAgo, story.publishedAt);

test('every story has a headline, a standfirst, a kicker, a section, a byline and a time', () => {
  for (const story of stories) {
    for (const field of ['headline', 'standfirst', 'kicker'] as const)
      expect(story[field], story.slug).toBeTruthy();
    expect(slugsOf(paper.sections), story.slug).toContain(story.section);
    expect(story.bylines.length, story.slug).toBeGreaterThan(0);
    expect(story.publishedAt, story.slug).toMatch(/^[0-2]\d:[0-5]\d$/);
    expect(['open', 'registered', 'members', 'tiers:keeper'], story.slug).toContain(story.access);
    if (story.updatedDaysAgo !== undefined)
      expect(age(story.updatedDaysAgo, story.updatedAt ?? ''), story.slug).toBeLessThan(publishedAge(story));
    for (const correction of story.corrections) {
      expect(['correction', 'clarification', 'update'], story.slug).toContain(correction.kind);
      expect(age(correction.daysAgo, correction.at), story.slug).toBeLessThan(publishedAge(story));
    }
  }
});

test('what a story names exists: bylines, topics, pictures, other stories', () => {
  const pictures = paper.pictures.map(({ file }: { file: string }) => file);
  for (const story of stories) {
    for (const { byline } of story.bylines) expect(slugsOf(paper.bylines), story.slug).toContain(byline);
    for (const topic of story.topics) expect(slugsOf(paper.topics), story.slug).toContain(topic);
    for (const file of attributes(story.body, 'data-picture')) expect(pictures, story.slug).toContain(file);
    if (story.lead) expect(pictures, story.slug).toContain(story.lead.picture);
    for (const slug of [...alsoRead(story), ...linked(story)])
      expect([...bySlug.keys()], story.slug).toContain(slug);
  }
});

test('no slug is given twice, and every byline and picture is used', () => {
  for (const list of [paper.sections, paper.bylines, paper.topics, paper.storylines, paper.pages])
    expect(new Set(slugsOf(list)).size).toBe(list.length);
  const used = new Set(stories.flatMap((story) => story.bylines.map(({ byline }) => byline)));
  for (const slug of slugsOf(paper.bylines)) expect([...used]).toContain(slug);
  const shown = new Set(
    stories.flatMap((story) => [story.lead?.picture, ...attributes(story.body, 'data-picture')]),
  );
  for (const { file } of paper.pictures) expect([...shown]).toContain(file);
});

test('ALSO READ leads to earlier stories of the same running story, and links never lead to later ones', () => {
  for (const story of stories) {
    const run = paper.storylines.find((one: { stories: string[] }) => one.stories.includes(story.slug));
    for (const slug of alsoRead(story)) {
      expect(run?.stories, `${story.slug} → ${slug}`).toContain(slug);
      expect(publishedAge(bySlug.get(slug) as Story), `${story.slug} → ${slug}`).toBeGreaterThan(
        publishedAge(story),
      );
    }
    for (const slug of linked(story))
      expect(publishedAge(bySlug.get(slug) as Story), `${story.slug} → ${slug}`).toBeGreaterThan(
        publishedAge(story),
      );
  }
});

test('three running stories of six to nine stories are told in order of time, and most of them say what to read before', () => {
  expect(paper.storylines).toHaveLength(3);
  for (const { slug, stories: run } of paper.storylines as { slug: string; stories: string[] }[]) {
    expect(run.length, slug).toBeGreaterThanOrEqual(6);
    expect(run.length, slug).toBeLessThanOrEqual(9);
    const ages = run.map((one) => publishedAge(bySlug.get(one) as Story));
    expect(
      [...ages].sort((a, b) => b - a),
      slug,
    ).toEqual(ages);
    expect(run.filter((one) => alsoRead(bySlug.get(one) as Story).length > 0).length, slug).toBeGreaterThan(
      run.length / 2,
    );
  }
});

test('every topic is given to at least two stories, and every story has two to four topics', () => {
  for (const slug of slugsOf(paper.topics))
    expect(stories.filter((story) => story.topics.includes(slug)).length, slug).toBeGreaterThanOrEqual(2);
  for (const story of stories) expect([2, 3, 4], story.slug).toContain(story.topics.length);
});

test('a story that is not open has one premium cut with an opening before it, and an open one has none', () => {
  for (const story of stories) {
    const [opening = '', ...rest] = story.body.split('<sf-premium-cut></sf-premium-cut>');
    expect(rest.length, story.slug).toBe(story.access === 'open' ? 0 : 1);
    if (rest.length) expect(opening.length, story.slug).toBeGreaterThan(400);
  }
  expect(stories.filter((story) => story.access === 'members').length).toBeGreaterThanOrEqual(7);
  expect(stories.filter((story) => story.access === 'registered')).toHaveLength(2);
  expect(stories.filter((story) => story.access.startsWith('tiers:'))).toHaveLength(1);
});

test('a weekday that is written is within six days of the story, so that a reader knows which one is meant', () => {
  for (const story of stories)
    for (const macro of macros(story.body)) {
      expect(macro, story.slug).toMatch(/^\{\{(weekday|date|month):\d+\}\}$/);
      const [, kind, days] = /(\w+):(\d+)/.exec(macro) ?? [];
      if (kind === 'weekday')
        expect(Math.abs(Number(days) - story.publishedDaysAgo), `${story.slug} ${macro}`).toBeLessThanOrEqual(
          6,
        );
    }
});

test('headlines, standfirsts, captions and corrections carry no date that would have to be filled in', () => {
  for (const { body: _, ...front } of stories) expect(macros(JSON.stringify(front)), front.slug).toEqual([]);
  expect(macros(JSON.stringify(paper))).toEqual([]);
});

test('years are written out only for what happened before 2024', () => {
  for (const story of stories)
    for (const year of `${JSON.stringify(story)}`.match(/\b20\d\d\b/g) ?? [])
      expect(Number(year), story.slug).toBeLessThan(2024);
});

test('bodies are whole HTML of the elements that the loader knows, with curly quotation marks', () => {
  const known =
    'p h2 h3 ul ol li blockquote footer em strong a br figure figcaption table caption thead tbody tr th td'.split(
      ' ',
    );
  known.push(...'sf-pull-quote sf-also-read sf-premium-cut sf-fact-box sf-gallery sf-embed'.split(' '));
  for (const story of stories) {
    const seen = new Set<string>();
    const unclosed: string[] = [];
    const parser = new Parser({
      onopentag: (name) => void seen.add(name),
      onclosetag: (name, implied) => void (implied && unclosed.push(name)),
      ontext: (text) => expect(text, story.slug).not.toMatch(/["']/),
    });
    parser.end(story.body);
    expect(unclosed, story.slug).toEqual([]);
    expect(
      [...seen].filter((name) => !known.includes(name)),
      story.slug,
    ).toEqual([]);
  }
});

test('pictures are at least 2,000 pixels wide, at most 250 kB, and described and credited', async () => {
  expect(paper.pictures.length).toBeGreaterThanOrEqual(10);
  for (const { file, alt, caption, credit, focal } of paper.pictures) {
    const place = new URL(`pictures/${file}`, folder);
    expect(statSync(place).size, file).toBeLessThanOrEqual(250_000);
    expect((await sharp(readFileSync(place)).metadata()).width, file).toBeGreaterThanOrEqual(2000);
    expect(alt.length, file).toBeGreaterThan(40);
    expect(caption, file).toBeTruthy();
    expect(credit, file).toMatch(/^Illustration: /);
    for (const share of focal) expect(share >= 0 && share <= 1, file).toBe(true);
  }
});

test('the front leads with stories of the last days, and the plain pages are there', () => {
  for (const slug of [paper.front.lead, ...paper.front.secondary])
    expect(bySlug.get(slug)?.publishedDaysAgo, slug).toBeLessThanOrEqual(10);
  const containers: DemoContainer[] = paper.front.containers;
  for (const { cards, section, topic } of containers) {
    const linked = cards.flatMap(({ story, sublinks = [] }) => [
      story,
      ...sublinks.map((link) => link.story),
    ]);
    for (const slug of linked) expect([...bySlug.keys()]).toContain(slug);
    if (section) expect(slugsOf(paper.sections)).toContain(section);
    if (topic) expect(slugsOf(paper.topics)).toContain(topic);
  }
  for (const { file } of paper.pages)
    expect(readFileSync(new URL(`pages/${file}`, folder), 'utf8')).toContain('fiction');
});
