/**
 * What a page says of itself as schema.org data (JSON-LD). Everything here is plain data about a page that is being
 * shown anyway, and nothing behind the gate is even handed in: texts come as headline, standfirst and description.
 *
 * source  schema.org; developers.google.com, structured data for articles and for paywalled content
 */
import type { TopicKind } from '#stories/topic.sql.js';
import type { Paper } from './page.ts';
import { paths } from './paths.ts';
import type { SharedImage } from './shared-image.ts';
import type { CreditView, LinkView } from './view.ts';
import { zonedTime } from './zoned-time.ts';

type Data = Readonly<Record<string, unknown>>;

/**
 * A story in the words of `newsArticle`. Times are milliseconds since 1970, UTC.
 *
 * gated     whether more of it is for those with access, whoever the page is for
 * sections  from the top section down to the story's own
 */
export type ArticleFacts = {
  readonly path: string;
  readonly headline: string;
  readonly description: string | null;
  readonly language: string;
  readonly publishedAt: number;
  readonly updatedAt: number | null;
  readonly credits: readonly CreditView[];
  readonly agencyCredit: string;
  readonly dateline: string;
  readonly images: readonly SharedImage[];
  readonly sections: readonly LinkView[];
  readonly topics: readonly { readonly name: string; readonly slug: string; readonly kind: TopicKind }[];
  readonly gated: boolean;
  readonly wordCount: number;
  readonly corrections: readonly { readonly text: string; readonly dated: number }[];
};

/** The part of the page that is not for everybody: the rest of the text, or the gate that stands in its place. */
const GATE_SELECTOR = '.closed';

export function newsArticle(paper: Paper, story: ArticleFacts): Data {
  const { timeZone } = paper.settings;
  const url = absolute(paper, story.path);
  return known({
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    '@id': `${url}#story`,
    mainEntityOfPage: url,
    url,
    headline: story.headline,
    description: story.description,
    image: story.images.length > 0 ? story.images.map((image) => imageObject(paper, image)) : undefined,
    datePublished: zonedTime(timeZone, story.publishedAt),
    dateModified: zonedTime(timeZone, story.updatedAt ?? story.publishedAt),
    ...creators(paper, story.credits),
    sourceOrganization: story.agencyCredit
      ? { '@type': 'Organization', name: story.agencyCredit }
      : undefined,
    publisher: organization(paper),
    articleSection: story.sections.length > 0 ? story.sections.map(({ label }) => label) : undefined,
    keywords: story.topics.length > 0 ? story.topics.map(({ name }) => name) : undefined,
    about: story.topics.length > 0 ? story.topics.map((topic) => thing(paper, topic)) : undefined,
    dateline: story.dateline || undefined,
    inLanguage: story.language,
    wordCount: story.wordCount,
    isAccessibleForFree: !story.gated,
    hasPart: story.gated
      ? { '@type': 'WebPageElement', isAccessibleForFree: false, cssSelector: GATE_SELECTOR }
      : undefined,
    correction:
      story.corrections.length > 0
        ? story.corrections.map(({ text, dated }) => ({
            '@type': 'CorrectionComment',
            text,
            datePublished: zonedTime(timeZone, dated),
          }))
        : undefined,
  });
}

/** The way down to a page: the front, then these. The last may be the page itself. */
export function breadcrumbs(paper: Paper, way: readonly LinkView[]): Data {
  const links = [{ label: paper.settings.name, href: paths.front }, ...way];
  return {
    '@context': 'https://schema.org',
    '@type': 'BreadcrumbList',
    itemListElement: links.map(({ label, href }, at) => ({
      '@type': 'ListItem',
      position: at + 1,
      name: label,
      item: absolute(paper, href),
    })),
  };
}

/** Who publishes, in full, for the front. */
export function newsOrganization(paper: Paper): Data {
  return {
    '@context': 'https://schema.org',
    ...organization(paper),
    ...known({ description: paper.settings.description || undefined }),
  };
}

export function webSite(paper: Paper): Data {
  return {
    '@context': 'https://schema.org',
    '@type': 'WebSite',
    '@id': `${absolute(paper, paths.front)}#site`,
    url: absolute(paper, paths.front),
    name: paper.settings.name,
    inLanguage: paper.settings.language,
    publisher: { '@id': organizationId(paper) },
  };
}

/** A list of stories: a section, a topic, a month. */
export function collectionPage(
  paper: Paper,
  page: { readonly name: string; readonly description: string; readonly path: string },
): Data {
  return known({
    '@context': 'https://schema.org',
    '@type': 'CollectionPage',
    url: absolute(paper, page.path),
    name: page.name,
    description: page.description || undefined,
    inLanguage: paper.settings.language,
    isPartOf: { '@id': `${absolute(paper, paths.front)}#site` },
    publisher: { '@id': organizationId(paper) },
  });
}

/** A person's page, or an agency's. */
export function profilePage(
  paper: Paper,
  byline: { name: string; role: string; about: string; kind: 'person' | 'agency'; path: string },
): Data {
  const url = absolute(paper, byline.path);
  const who = known({
    '@type': byline.kind === 'agency' ? 'Organization' : 'Person',
    '@id': `${url}#who`,
    name: byline.name,
    url,
    description: byline.about || undefined,
    ...(byline.kind === 'person' && {
      jobTitle: byline.role || undefined,
      worksFor: { '@id': organizationId(paper) },
    }),
  });
  return {
    '@context': 'https://schema.org',
    '@type': 'ProfilePage',
    url,
    inLanguage: paper.settings.language,
    mainEntity: who,
  };
}

/** An address of the site as others must write it; one that is absolute stays. */
export function absolute(paper: Paper, href: string): string {
  return /^[a-z][a-z0-9+.-]*:/i.test(href) ? href : `${paper.address}${href}`;
}

/** The same, percent-encoded, for feeds and sitemaps, whose addresses are URIs. */
export function siteUrl(paper: Paper, path: string): string {
  return new URL(`${paper.address}${path}`).href;
}

function organizationId(paper: Paper): string {
  return `${absolute(paper, paths.front)}#publisher`;
}

function organization(paper: Paper): Data {
  const { logo } = paper.view;
  return known({
    '@type': 'NewsMediaOrganization',
    '@id': organizationId(paper),
    name: paper.settings.name,
    url: absolute(paper, paths.front),
    logo: logo
      ? { '@type': 'ImageObject', url: absolute(paper, logo.src), width: logo.width, height: logo.height }
      : undefined,
  });
}

/** Everyone who wrote is an author; who did something else contributed, unless nobody wrote. */
function creators(paper: Paper, credits: readonly CreditView[]): Data {
  const wrote = credits.filter(({ part }) => part === null);
  const authors = wrote.length > 0 ? wrote : credits;
  const others = wrote.length > 0 ? credits.filter(({ part }) => part !== null) : [];
  return {
    author: authors.length > 0 ? authors.map((credit) => creator(paper, credit)) : [organization(paper)],
    ...(others.length > 0 && { contributor: others.map((credit) => creator(paper, credit)) }),
  };
}

function creator(paper: Paper, { name, href, agency, role }: CreditView): Data {
  return known({
    '@type': agency ? 'Organization' : 'Person',
    name,
    url: href ? absolute(paper, href) : undefined,
    jobTitle: agency ? undefined : (role ?? undefined),
  });
}

const thingTypes: Readonly<Record<TopicKind, string>> = {
  person: 'Person',
  organisation: 'Organization',
  place: 'Place',
  office: 'Thing',
  subject: 'Thing',
};

function thing(paper: Paper, topic: ArticleFacts['topics'][number]): Data {
  return { '@type': thingTypes[topic.kind], name: topic.name, url: absolute(paper, paths.topic(topic.slug)) };
}

function imageObject(paper: Paper, image: SharedImage): Data {
  return known({
    '@type': 'ImageObject',
    url: absolute(paper, image.src),
    width: image.size?.width,
    height: image.size?.height,
    caption: image.caption || undefined,
    creditText: image.credit || undefined,
  });
}

/** Without what is not known: a property is there with a value or not at all. */
function known(data: Data): Data {
  return Object.fromEntries(
    Object.entries(data).filter(([, value]) => value !== undefined && value !== null),
  );
}
