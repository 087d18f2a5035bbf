/** What stands in the way of publishing a story, and what somebody should look at before. */
import { type PictureRights, pictureRightsProblem } from '#media/rights.js';
import { listTwoSpellings } from './checklist-names.ts';
import { type Part, partOf } from './compare.ts';
import { type Block, listMedia, plainText } from './document.ts';
import type { Content, Embargo } from './story.ts';

/** Stops publishing. `part` is where to look; '' for the story as a whole. */
export type Blocked =
  | { code: 'embargo'; part: Part; until: number | null }
  | { code: 'wire-kill' | 'legal-hold'; part: Part; reason: string; by: string; at: number }
  | { code: 'picture-barred' | 'picture-expired'; part: Part; picture: number; until: number | null };

export type WarningCode =
  | 'no-headline'
  | 'headline-long'
  | 'no-standfirst'
  | 'empty-body'
  | 'no-section'
  | 'no-topic'
  | 'no-alternative-text'
  | 'quotation-without-speaker'
  | 'name-spelt-two-ways'
  | 'picture-expired'
  | 'picture-expires-soon'
  | 'picture-rights-unknown'
  | 'picture-lost';

/** Stops nothing. `details` fill its sentence. */
export type Warning = {
  code: WarningCode;
  part: Part;
  details: Readonly<Record<string, string | number>>;
};

/**
 * What the checks need to know beside the content.
 *
 * goesOutAt    when readers are to see it, milliseconds since 1970
 * holds        those that stand on the story; `wire` where an agency withdrew its item
 * pictures     of the library, by id
 * shownBefore  pictures that readers see in this story already
 */
export type ChecklistContext = {
  goesOutAt: number;
  embargo: Embargo;
  holds: readonly { wire: boolean; reason: string; by: string; at: number }[];
  pictures: ReadonlyMap<number, PictureRights & { alt: string }>;
  shownBefore: ReadonlySet<number>;
};

/** Headlines longer than this run over four lines on a front's narrow column. In characters. */
export const LONGEST_FRONT_HEADLINE = 90;

export function checkStory(
  content: Content,
  context: ChecklistContext,
): { blocks: Blocked[]; warnings: Warning[] } {
  const pictures = checkPictures(content, context);
  return {
    blocks: [...checkTiming(context), ...pictures.blocks],
    warnings: [...checkHead(content), ...checkText(content), ...pictures.warnings],
  };
}

function checkTiming({ embargo, holds, goesOutAt }: ChecklistContext): Blocked[] {
  const blocks: Blocked[] = [];
  if (embargo.is === 'until-lifted') blocks.push({ code: 'embargo', part: 'embargo', until: null });
  if (embargo.is === 'until' && goesOutAt < embargo.at)
    blocks.push({ code: 'embargo', part: 'embargo', until: embargo.at });
  const held = holds.map(({ wire, ...hold }): Blocked => {
    return { code: wire ? 'wire-kill' : 'legal-hold', part: '', ...hold };
  });
  return [...blocks, ...held];
}

function checkHead(content: Content): Warning[] {
  const { headline, frontHeadline } = content;
  const shown = frontHeadline || headline;
  const warnings: Warning[] = [];
  if (headline.trim() === '') warnings.push(warning('no-headline', 'headline'));
  if (shown.length > LONGEST_FRONT_HEADLINE) {
    const part = frontHeadline ? partOf('frontHeadline') : 'headline';
    warnings.push(warning('headline-long', part, { length: shown.length, most: LONGEST_FRONT_HEADLINE }));
  }
  if (content.standfirst.trim() === '') warnings.push(warning('no-standfirst', 'standfirst'));
  if (content.section === null) warnings.push(warning('no-section', partOf('section')));
  if (content.topics.length === 0) warnings.push(warning('no-topic', partOf('topics')));
  return warnings;
}

function checkText({ headline, standfirst, body }: Content): Warning[] {
  const text = plainText(body.content);
  if (text === '') return [warning('empty-body', '')];
  const speakers = body.content.filter((block) => block.type === 'quotation' && !block.attrs.speaker);
  const spellings = listTwoSpellings([headline, standfirst, text].join('\n'));
  return [
    ...speakers.map((block) => warning('quotation-without-speaker', block.attrs.id)),
    ...spellings.map((pair) => warning('name-spelt-two-ways', placeOf(body.content, pair.rare), pair)),
  ];
}

/** The first block that has the name; '' where it stands above the text. */
function placeOf(blocks: readonly Block[], name: string): Part {
  return blocks.find((block) => plainText([block]).includes(name))?.attrs.id ?? '';
}

function checkPictures(
  content: Content,
  context: ChecklistContext,
): { blocks: Blocked[]; warnings: Warning[] } {
  const blocks: Blocked[] = [];
  const warnings: Warning[] = [];
  for (const { part, media, alt } of picturesOf(content)) {
    const picture = context.pictures.get(media);
    if (!picture) {
      warnings.push(warning('picture-lost', part));
      continue;
    }
    if ((alt || picture.alt).trim() === '') warnings.push(warning('no-alternative-text', part));
    const problem = pictureRightsProblem(picture, new Date(context.goesOutAt));
    if (!problem) continue;
    const until = 'until' in problem ? problem.until : null;
    // What readers see already was new use once: told of, not stopped.
    const isNew = problem.code === 'barred' || !context.shownBefore.has(media);
    if (problem.blocks && isNew) {
      const code = problem.code === 'barred' ? 'picture-barred' : 'picture-expired';
      blocks.push({ code, part, picture: media, until });
    } else warnings.push(warning(warningOf[problem.code], part, until === null ? {} : { until }));
  }
  return { blocks, warnings };
}

const warningOf = {
  barred: 'picture-expired',
  expired: 'picture-expired',
  'expires-soon': 'picture-expires-soon',
  unknown: 'picture-rights-unknown',
} as const satisfies Record<string, WarningCode>;

type Placed = { part: Part; media: number; alt: string };

/** Every picture of the library that the story shows, with the block at the top of the body it stands in. */
function picturesOf({ lead, body }: Content): Placed[] {
  const first = lead ? [{ part: partOf('lead'), media: lead.media as number, alt: lead.alt }] : [];
  return [...first, ...body.content.flatMap((block) => picturesIn(block, block.attrs.id))];
}

function picturesIn(node: Block, part: Part): Placed[] {
  if (node.type === 'picture') {
    const { media, alt } = node.attrs;
    return media === null ? [] : [{ part, media, alt }];
  }
  if (node.type !== 'gallery' && node.type !== 'factBox') return [];
  return node.content.flatMap((child) => picturesIn(child as Block, part));
}

/** Ids of the pictures whose rights are to be looked up. */
export function listPictureIds({ lead, body }: Content): number[] {
  return [...new Set([...(lead ? [lead.media] : []), ...listMedia(body)])];
}

function warning(code: WarningCode, part: Part, details: Warning['details'] = {}): Warning {
  return { code, part, details };
}
