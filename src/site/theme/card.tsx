import type { CardView, CropShape, LinkView } from '../view.ts';
import { type Given, given, type Part } from './given.ts';
import { PictureFile } from './picture-file.tsx';

/**
 * How a card stands on its page.
 *
 * lead     the one on the front          second  beside it
 * feature  first of a row, large         column  one of several with its picture on top
 * opening  first of a section's page, across all of it
 * text     without picture               line    headline only
 * opinion  with the writer's portrait    river   one of a long list, picture at the side
 */
export type CardRank =
  | 'lead'
  | 'second'
  | 'feature'
  | 'opening'
  | 'column'
  | 'text'
  | 'line'
  | 'opinion'
  | 'river';

/**
 * level    of its heading, so that a page's headings keep their order
 * urgent   its picture is seen first
 * section  whether the section is named where there is no kicker
 */
export type CardProps = {
  readonly card: CardView;
  readonly rank: CardRank;
  readonly level: 2 | 3;
  readonly urgent?: boolean;
  readonly section?: boolean;
};

const SIZES: Readonly<Record<CardRank, string>> = {
  lead: '(min-width:105em) 54rem,(min-width:60em) 60vw,100vw',
  feature: '(min-width:105em) 46rem,(min-width:60em) 46vw,100vw',
  opening: '(min-width:105em) 56rem,(min-width:60em) 56vw,100vw',
  second: '(min-width:60em) 28vw,7rem',
  column: '(min-width:105em) 22rem,(min-width:60em) 25vw,7rem',
  river: '(min-width:60em) 15rem,7rem',
  opinion: '5rem',
  text: '1px',
  line: '1px',
};

/** A story in short. The headline's link covers all of it. */
export const Card: Part<CardProps> = (props) => {
  const { card, rank, level, urgent = false, section = false } = props;
  const { KickerLine } = props.theme;
  const Heading = level === 2 ? 'h2' : 'h3';
  // Side by side, a kicker of its own line would push one headline below its neighbours'.
  const runsIn = !section && (rank === 'column' || rank === 'text' || rank === 'line');
  const rest = rank === 'line' ? null : <CardRest {...props} />;
  return (
    <article class={`card card-${rank}`}>
      {rank === 'opinion' ? <Portrait card={card} /> : null}
      {rank === 'lead' ? null : <CardPicture card={card} rank={rank} urgent={urgent} />}
      {runsIn ? null : <KickerLine {...given(props)} card={card} section={section} />}
      <Heading class="card-headline">
        <a href={card.path}>
          {runsIn && card.kicker ? <span class="kicker">{card.kicker}</span> : null}
          {card.headline}
        </a>
      </Heading>
      {rest}
      {rank === 'lead' ? <CardPicture card={card} rank={rank} urgent={urgent} /> : null}
      {card.sublinks && rank !== 'line' ? <Sublinks links={card.sublinks} /> : null}
    </article>
  );
};

export type KickerLineProps = { readonly card: CardView; readonly section: boolean };

/** The word above the headline: the kicker, else the section where the page does not say it already. */
export const KickerLine: Part<KickerLineProps> = ({ card, section }) => {
  if (card.kicker) return <p class="kicker">{card.kicker}</p>;
  if (!section || !card.section) return null;
  return (
    <p class="kicker">
      <a href={card.section.href}>{card.section.label}</a>
    </p>
  );
};

function CardRest(props: CardProps & Given) {
  const { card, rank } = props;
  const { AccessMark, Time } = props.theme;
  const voice = rank === 'opinion' && card.byline ? <p class="card-voice">{card.byline}</p> : null;
  const standfirst =
    card.standfirst && rank !== 'opinion' ? <p class="card-standfirst">{card.standfirst}</p> : null;
  const dated = rank === 'river' || rank === 'opening' || rank === 'lead';
  if (!dated && card.access === 'open') return voice ?? standfirst;
  return (
    <>
      {voice}
      {standfirst}
      <p class="card-foot small">
        {dated && card.byline ? <span>{card.byline}</span> : null}
        {rank !== 'lead' && dated && card.publishedAt ? (
          <Time {...given(props)} at={card.publishedAt} form="day" />
        ) : null}
        <AccessMark {...given(props)} access={card.access} />
      </p>
    </>
  );
}

function Sublinks({ links }: { links: readonly LinkView[] }) {
  return (
    <ul class="card-links">
      {links.map(({ href, label }) => (
        <li>
          <a href={href}>{label}</a>
        </li>
      ))}
    </ul>
  );
}

/** Where the picture is more than a mark beside the words. */
const LARGE: ReadonlySet<CardRank> = new Set(['lead', 'feature', 'opening']);

/** Cards are 3:2 on most screens; a feature grows wide on large ones. */
const CARD_SHAPES: readonly CropShape[] = ['3x2'];
const FEATURE_SHAPES: readonly CropShape[] = ['3x2', '16x9'];

function CardPicture({ card, rank, urgent }: { card: CardView; rank: CardRank; urgent: boolean }) {
  if (!card.picture || rank === 'text' || rank === 'line' || rank === 'opinion') return null;
  const alt = LARGE.has(rank) ? card.picture.alt : '';
  return (
    <div class="card-picture crop">
      <PictureFile
        picture={card.picture}
        sizes={SIZES[rank]}
        alt={alt}
        urgent={urgent}
        shapes={rank === 'feature' ? FEATURE_SHAPES : CARD_SHAPES}
      />
    </div>
  );
}

function Portrait({ card }: { card: CardView }) {
  if (!card.portrait) return null;
  return (
    <div class="portrait">
      <PictureFile picture={card.portrait} sizes={SIZES.opinion} alt="" shapes={['4x5', '1x1']} />
    </div>
  );
}
