import type { SectionId } from '#kit/ids.js';
import type { Picture } from '#media/picture.sql.js';
import type { Section } from '#paper/section.sql.js';
import type { Card } from '#stories/cards.sql.js';
import type { Dependency, Paper } from './page.ts';
import { paths } from './paths.ts';
import { pictureView } from './picture-view.ts';
import type { CardView, LinkView } from './view.ts';

/** A story in short, as pages show it. */
export function cardView(paper: Paper, card: Card, picture: Picture | undefined): CardView {
  return {
    id: card.id,
    path: card.path,
    headline: card.frontHeadline || card.headline,
    kicker: card.kicker || null,
    standfirst: card.standfirst || null,
    section: sectionLink(paper, card.section),
    byline: card.bylineText || null,
    publishedAt: new Date(card.publishedAt).toISOString(),
    picture: picture ? pictureView(picture) : null,
    portrait: null,
    access: card.access.to,
  };
}

export function sectionLink(paper: Paper, id: SectionId | null): LinkView | null {
  const section = id === null ? undefined : paper.sectionById.get(id);
  return section ? { label: section.name, href: paths.section(section.slug) } : null;
}

/** A section with all sections below it. */
export function sectionFamily(paper: Paper, section: Section): SectionId[] {
  const below = paper.sections.filter((other) => other.parent === section.id);
  return [section.id, ...below.flatMap((child) => sectionFamily(paper, child))];
}

export function dependsOnCards(cards: Iterable<{ id: number }>): Dependency[] {
  return [...cards].map((card) => `card:${card.id}` as const);
}
