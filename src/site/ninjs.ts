import { type NinjsLabel, type NinjsStory, ninjsStandard } from '#stories/ninjs.js';
import type { Topic } from '#stories/topic.sql.js';
import type { Paper } from './page.ts';
import { paths } from './paths.ts';
import { mimeOfPicture } from './shared-image.ts';
import { siteUrl } from './structured.ts';
import type { SyndicatedStory } from './syndicated.io.ts';
import { tagUri } from './tag-uri.ts';

/** A story as ninjs, with no more of its text than goes out of the house. */
export function toNinjs(paper: Paper, syndicated: SyndicatedStory): NinjsStory {
  const { story, read, html } = syndicated;
  const { content } = story;
  const by = new Intl.ListFormat(paper.settings.language).format(
    syndicated.authors.map(({ byline }) => byline.name),
  );
  return {
    uri: tagUri(paper, 'story', story.id, story.publishedAt),
    type: 'text',
    representationType: html !== null && read.audience === 'whole' ? 'full' : 'partial',
    version: String(story.revision),
    firstCreated: isoTime(story.publishedAt),
    versionCreated: isoTime(syndicated.changedAt),
    pubStatus: 'usable',
    language: content.language || paper.settings.language,
    headlines: headlinesOf(syndicated),
    descriptions: descriptionsOf(syndicated),
    ...(html !== null && { bodies: [bodyOf(syndicated, html)] }),
    ...(by && { by }),
    ...(content.dateline && { located: content.dateline }),
    ...topicsOf(paper, syndicated),
    ...infoSourcesOf(paper, syndicated),
    renditions: [{ name: 'web', href: syndicated.url, contentType: 'text/html' }],
    ...associationsOf(paper, syndicated),
    altIds: [{ role: 'id', value: String(story.id) }],
    standard: ninjsStandard,
  };
}

function headlinesOf({ story: { content } }: SyndicatedStory): NinjsStory['headlines'] {
  const { headline, frontHeadline, kicker } = content;
  return [
    { role: 'main', value: headline },
    ...(frontHeadline ? [{ role: 'front', value: frontHeadline }] : []),
    ...(kicker ? [{ role: 'kicker', value: kicker }] : []),
  ];
}

function descriptionsOf({ summary, notes }: SyndicatedStory): NinjsStory['descriptions'] {
  const said = notes.map(({ kind, text }) => ({ role: kind, contentType: 'text/plain', value: text }));
  return [...(summary ? [{ role: 'summary', contentType: 'text/plain', value: summary }] : []), ...said];
}

function bodyOf({ read, story }: SyndicatedStory, value: string): NonNullable<NinjsStory['bodies']>[number] {
  return read.audience === 'whole'
    ? { role: 'whole', contentType: 'text/html', wordCount: story.wordCount, value }
    : { role: 'opening', contentType: 'text/html', value };
}

function topicsOf(
  paper: Paper,
  { topics, section, read }: SyndicatedStory,
): Pick<NinjsStory, 'people' | 'organisations' | 'places' | 'subjects'> {
  const of = (...kinds: Topic['kind'][]) =>
    topics.filter(({ kind }) => kinds.includes(kind)).map((topic) => labelOf(paper, topic));
  const [people, organisations, places] = [of('person'), of('organisation'), of('place')];
  return {
    ...(people.length > 0 && { people }),
    ...(organisations.length > 0 && { organisations }),
    ...(places.length > 0 && { places }),
    subjects: [
      ...of('subject', 'office'),
      ...(section
        ? [
            {
              name: section.name,
              rel: 'section',
              uri: siteUrl(paper, paths.section(section.slug)),
              literal: section.slug,
            },
          ]
        : []),
      { name: read.access.to, rel: 'access', literal: read.access.to },
    ],
  };
}

function labelOf(paper: Paper, { name, slug }: Topic): NinjsLabel {
  return { name, rel: 'about', uri: siteUrl(paper, paths.topic(slug)), literal: slug };
}

function infoSourcesOf(paper: Paper, { authors, story }: SyndicatedStory): Pick<NinjsStory, 'infoSources'> {
  const credited = authors.map(({ byline: { name, slug }, part }) => ({
    name,
    role: part || 'author',
    uri: siteUrl(paper, paths.byline(slug)),
    literal: slug,
  }));
  const { agencyCredit } = story.content;
  const infoSources = [...credited, ...(agencyCredit ? [{ name: agencyCredit, role: 'agency' }] : [])];
  return infoSources.length > 0 ? { infoSources } : {};
}

function associationsOf(paper: Paper, { picture, story }: SyndicatedStory): Pick<NinjsStory, 'associations'> {
  const { lead } = story.content;
  if (!picture || !lead) return {};
  const descriptions = [
    { role: 'alt', value: picture.alt },
    { role: 'caption', value: picture.caption ?? '' },
  ].filter(({ value }) => value !== '');
  return {
    associations: [
      {
        name: 'lead',
        rel: 'lead',
        uri: tagUri(paper, 'picture', lead.media, story.publishedAt),
        type: 'picture',
        ...(picture.credit && { by: picture.credit }),
        ...(descriptions.length > 0 && { descriptions }),
        renditions: [
          {
            name: '16x9',
            href: siteUrl(paper, picture.src),
            contentType: mimeOfPicture(picture.src),
            ...(picture.size ?? {}),
          },
        ],
      },
    ],
  };
}

function isoTime(at: number): string {
  return new Date(at).toISOString();
}
