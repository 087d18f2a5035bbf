import type { Texts } from '../messages/texts.ts';
import { AccessMark, type AccessMarkProps } from './access-mark.tsx';
import { AccountPage, type AccountPageProps } from './account.page.tsx';
import { AlsoRead } from './body/also-read.tsx';
import type { BlockPart } from './body/block-props.ts';
import { Body, type BodyProps } from './body/body.tsx';
import { FactBox, File } from './body/boxes.tsx';
import { Embed } from './body/embed.tsx';
import { Gallery, Picture } from './body/pictures.tsx';
import { Table } from './body/table.tsx';
import {
  Crosshead,
  Divider,
  List,
  Paragraph,
  Preformatted,
  PullQuote,
  Quotation,
} from './body/text-blocks.tsx';
import { Byline, type BylineProps } from './byline.page.tsx';
import { BylineLine, type BylineLineProps } from './byline-line.tsx';
import { Card, type CardProps, KickerLine, type KickerLineProps } from './card.tsx';
import { Containers, type ContainersProps } from './containers.tsx';
import { CorrectionsPage, type CorrectionsPageProps } from './corrections.page.tsx';
import {
  Changes,
  type ChangesProps,
  CorrectionNote,
  type CorrectionNoteProps,
  Corrections,
  type CorrectionsProps,
} from './corrections.tsx';
import { ErrorPage, type ErrorPageProps } from './error.page.tsx';
import { Footer, type FooterProps } from './footer.tsx';
import {
  Front,
  type FrontProps,
  Latest,
  type LatestProps,
  SectionRow,
  type SectionRowProps,
} from './front.page.tsx';
import { Gate, type GateProps } from './gate.tsx';
import type { Part } from './given.ts';
import { Masthead, type MastheadProps } from './masthead.tsx';
import { Month, type MonthProps } from './month.page.tsx';
import { PlainPage, type PlainPageProps } from './plain.page.tsx';
import { PrintNotes, type PrintNotesProps } from './print-notes.tsx';
import {
  Search,
  SearchForm,
  type SearchFormProps,
  SearchHit,
  type SearchHitProps,
  type SearchProps,
} from './search.page.tsx';
import { Crumbs, type CrumbsProps, Section, type SectionProps } from './section.page.tsx';
import { Story, type StoryProps } from './story.page.tsx';
import {
  Comments,
  type CommentsProps,
  More,
  type MoreProps,
  Topics,
  type TopicsProps,
} from './story-foot.tsx';
import { Time, type TimeProps } from './times.tsx';
import { Topic, type TopicProps } from './topic.page.tsx';
import { Ranked, type RankedProps, River, type RiverProps, Turning, type TurningProps } from './turning.tsx';

/** Components for the blocks of a body, named as the blocks are. */
type BodyParts = {
  readonly Paragraph: BlockPart<'paragraph'>;
  readonly Crosshead: BlockPart<'crosshead'>;
  readonly List: BlockPart<'list'>;
  readonly Quotation: BlockPart<'quotation'>;
  readonly PullQuote: BlockPart<'pullQuote'>;
  readonly Picture: BlockPart<'picture'>;
  readonly Gallery: BlockPart<'gallery'>;
  readonly AlsoRead: BlockPart<'alsoRead'>;
  readonly Table: BlockPart<'table'>;
  readonly Embed: BlockPart<'embed'>;
  readonly FactBox: BlockPart<'factBox'>;
  readonly File: BlockPart<'file'>;
  readonly Preformatted: BlockPart<'preformatted'>;
  readonly Divider: BlockPart<'divider'>;
};

/**
 * Everything of the reader's face that a newsroom may replace. Components reach each other through the theme only, so
 * one that is replaced is replaced everywhere.
 *
 * texts       texts for languages that do not come with the house, by language ('fr', 'fr-CA')
 * stylesheet  rules put after the house's own
 */
export type Theme = BodyParts & {
  readonly Masthead: Part<MastheadProps>;
  readonly Footer: Part<FooterProps>;
  readonly Front: Part<FrontProps>;
  readonly Section: Part<SectionProps>;
  readonly Story: Part<StoryProps>;
  readonly Topic: Part<TopicProps>;
  readonly Byline: Part<BylineProps>;
  readonly Month: Part<MonthProps>;
  readonly Search: Part<SearchProps>;
  readonly CorrectionsPage: Part<CorrectionsPageProps>;
  readonly PlainPage: Part<PlainPageProps>;
  readonly ErrorPage: Part<ErrorPageProps>;
  readonly AccountPage: Part<AccountPageProps>;
  readonly Card: Part<CardProps>;
  readonly KickerLine: Part<KickerLineProps>;
  readonly AccessMark: Part<AccessMarkProps>;
  readonly Time: Part<TimeProps>;
  readonly Latest: Part<LatestProps>;
  readonly SectionRow: Part<SectionRowProps>;
  readonly Containers: Part<ContainersProps>;
  readonly River: Part<RiverProps>;
  readonly Ranked: Part<RankedProps>;
  readonly Turning: Part<TurningProps>;
  readonly Crumbs: Part<CrumbsProps>;
  readonly SearchForm: Part<SearchFormProps>;
  readonly SearchHit: Part<SearchHitProps>;
  readonly BylineLine: Part<BylineLineProps>;
  readonly Body: Part<BodyProps>;
  readonly PrintNotes: Part<PrintNotesProps>;
  readonly Corrections: Part<CorrectionsProps>;
  readonly CorrectionNote: Part<CorrectionNoteProps>;
  readonly Changes: Part<ChangesProps>;
  readonly Gate: Part<GateProps>;
  readonly Topics: Part<TopicsProps>;
  readonly Comments: Part<CommentsProps>;
  readonly More: Part<MoreProps>;
  readonly texts: Readonly<Record<string, Texts>>;
  readonly stylesheet: string;
};

const houseTheme: Theme = {
  ...{ Paragraph, Crosshead, List, Quotation, PullQuote, Picture, Gallery },
  ...{ AlsoRead, Table, Embed, FactBox, File, Preformatted, Divider },
  ...{
    Masthead,
    Footer,
    Front,
    Section,
    Story,
    Topic,
    Byline,
    Month,
    Search,
    CorrectionsPage,
    PlainPage,
    ErrorPage,
    AccountPage,
  },
  ...{
    Card,
    KickerLine,
    AccessMark,
    Time,
    Latest,
    SectionRow,
    Containers,
    River,
    Ranked,
    Turning,
    Crumbs,
    SearchForm,
    SearchHit,
  },
  ...{ BylineLine, Body, PrintNotes, Corrections, CorrectionNote, Changes, Gate, Topics, Comments, More },
  texts: {},
  stylesheet: '',
};

/** The house's theme with some of its components replaced. Make it once: pages keep what they drew by it. */
export function makeTheme(overrides: Partial<Theme> = {}): Theme {
  return { ...houseTheme, ...overrides };
}
