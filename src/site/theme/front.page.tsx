import type { CardView, FrontView, RowShape, SectionRowView } from '../view.ts';
import { given, type Part } from './given.ts';

export type FrontProps = { readonly view: FrontView };

/** Shapes in the order in which rows without one of their own take them, so that no two neighbours are alike. */
const RHYTHM: readonly RowShape[] = ['picture', 'three', 'list', 'picture', 'three'];

/** The front: lead, second rank, the latest, then a row for each section. */
export const Front: Part<FrontProps> = (props) => {
  const { view, t } = props;
  const { Card, Latest, SectionRow, Ranked } = props.theme;
  const { lead, secondary, latest, rows, mostRead } = view;
  return (
    <div class="front wrap">
      <div class="front-top">
        {lead ? <Card {...given(props)} card={lead} rank="lead" level={2} urgent /> : null}
        {secondary.length > 0 ? (
          <div class="front-second stack">
            {secondary.map((card, index) => (
              <Card {...given(props)} card={withPictureAt(card, index === 0)} rank="second" level={2} />
            ))}
          </div>
        ) : null}
        {latest.length > 0 ? <Latest {...given(props)} cards={latest} day={view.date} /> : null}
      </div>
      {rows.map((row, index) => (
        <SectionRow
          {...given(props)}
          row={row}
          shape={row.shape ?? RHYTHM[index % RHYTHM.length] ?? 'three'}
        />
      ))}
      {mostRead.length > 0 ? (
        <section class="row" aria-labelledby="most-read">
          <h2 class="row-name" id="most-read">
            {t.texts.mostRead}
          </h2>
          <Ranked {...given(props)} cards={mostRead} />
        </section>
      ) : null}
    </div>
  );
};

function withPictureAt(card: CardView, shown: boolean): CardView {
  return shown || !card.picture ? card : { ...card, picture: null };
}

export type LatestProps = { readonly cards: readonly CardView[]; readonly day: string };

/** What came last, by the clock; a story of another day says the day. */
export const Latest: Part<LatestProps> = (props) => {
  const { cards, day, t } = props;
  const { Time } = props.theme;
  return (
    <section class="latest" aria-labelledby="latest">
      <h2 class="label" id="latest">
        {t.texts.latest}
      </h2>
      <ol>
        {cards.map(({ path, headline, publishedAt }) => (
          <li>
            <span class="small">
              <Time
                {...given(props)}
                at={publishedAt}
                form={t.dayKey(publishedAt) === day ? 'clock' : 'shortDay'}
              />
            </span>
            <a class="line-link" href={path}>
              {headline}
            </a>
          </li>
        ))}
      </ol>
    </section>
  );
};

export type SectionRowProps = { readonly row: SectionRowView; readonly shape: RowShape };

/** How many cards of a row stand in its first rank, and as what. */
const FIRST = {
  picture: { count: 1, rank: 'feature' },
  list: { count: 3, rank: 'text' },
  three: { count: 3, rank: 'column' },
  opinion: { count: 3, rank: 'opinion' },
} as const;

/** One section on the front. */
export const SectionRow: Part<SectionRowProps> = (props) => {
  const { row, shape } = props;
  const { Card } = props.theme;
  const { count, rank } = FIRST[shape];
  const rest = row.cards.slice(count);
  const restRank = shape === 'picture' ? 'text' : 'line';
  return (
    <section class={`row row-${shape}`} aria-label={row.section.label}>
      <h2 class="row-name">
        <a href={row.section.href}>{row.section.label}</a>
      </h2>
      <div class="row-body">
        <div class="row-cards">
          {row.cards.slice(0, count).map((card) => (
            <Card {...given(props)} card={card} rank={rank} level={3} />
          ))}
        </div>
        {rest.length > 0 ? (
          <div class="row-rest">
            {rest.map((card) => (
              <Card {...given(props)} card={card} rank={restRank} level={3} />
            ))}
          </div>
        ) : null}
      </div>
    </section>
  );
};
