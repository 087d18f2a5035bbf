import type { ReadableStory } from '#stories/readable.sql.js';
import type { Paper } from './page.ts';
import type { SharedImage } from './shared-image.ts';
import { absolute } from './structured.ts';
import type { CreditView, LinkView, PageMeta } from './view.ts';
import { zonedTime } from './zoned-time.ts';

type Properties = PageMeta['openGraph'];

export type GraphFacts = {
  readonly type: 'website' | 'article' | 'profile';
  readonly title: string;
  readonly description: string | null;
  readonly path: string;
  readonly image: SharedImage | null;
};

/** What a network shows when someone shares the page. */
export function openGraph(paper: Paper, facts: GraphFacts): Properties {
  const { type, title, description, path, image } = facts;
  return filled([
    ['og:site_name', paper.settings.name],
    ['og:type', type],
    ['og:title', title],
    ['og:description', description],
    ['og:url', absolute(paper, path)],
    ['og:locale', localeOf(paper.settings.language)],
    ...(image ? imageProperties(paper, image) : []),
    ['twitter:card', image ? 'summary_large_image' : 'summary'],
  ]);
}

/** The same for a story, with who wrote it, when, where in the paper and for whom. */
export function storyGraph(
  paper: Paper,
  facts: {
    readonly story: ReadableStory;
    readonly description: string | null;
    readonly credits: readonly CreditView[];
    readonly image: SharedImage | null;
    readonly sections: readonly LinkView[];
    readonly topics: readonly { readonly name: string }[];
    readonly gated: boolean;
  },
): Properties {
  const { story, description, image, credits } = facts;
  const zone = paper.settings.timeZone;
  const ofPage = openGraph(paper, {
    type: 'article',
    title: story.content.frontHeadline || story.content.headline,
    description,
    path: story.path,
    image,
  });
  const ofStory = filled([
    ['article:published_time', zonedTime(zone, story.publishedAt)],
    ['article:modified_time', story.updatedAt === null ? null : zonedTime(zone, story.updatedAt)],
    ['article:section', facts.sections.at(-1)?.label ?? null],
    ...credits.map(({ name, href }): Given => ['article:author', href ? absolute(paper, href) : name]),
    ...facts.topics.map(({ name }): Given => ['article:tag', name]),
    ['article:content_tier', facts.gated ? 'locked' : 'free'],
  ]);
  return [...ofPage, ...ofStory];
}

type Given = readonly [property: string, content: string | null];

function filled(properties: readonly Given[]): Properties {
  return properties.flatMap(([property, content]) => (content ? [[property, content] as const] : []));
}

function imageProperties(paper: Paper, { src, size, alt }: SharedImage): Given[] {
  return [
    ['og:image', absolute(paper, src)],
    ['og:image:width', size && String(size.width)],
    ['og:image:height', size && String(size.height)],
    ['og:image:alt', alt],
  ];
}

/** 'en-GB' → 'en_GB'; a language without a country is left as it is. */
const locales = new Map<string, string>();

/** 'en-GB' as Open Graph writes it: 'en_GB'. A paper has one language, so each is worked out once. */
function localeOf(language: string): string {
  const known = locales.get(language);
  if (known !== undefined) return known;
  const { language: primary, region } = new Intl.Locale(language);
  const locale = region ? `${primary}_${region}` : primary;
  locales.set(language, locale);
  return locale;
}
