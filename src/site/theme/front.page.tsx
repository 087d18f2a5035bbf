import type { CardView, FrontView } from '../view.ts';
import { given, type Part } from './given.ts';
import { type ShapedRow, shapeRows } from './row-shape.ts';

export type FrontProps = { readonly view: FrontView };

/** The front: lead, second rank, the latest, then a row for each section. */
export const Front: Part<FrontProps> = (props) => {
  const { view, t } = props;
  const { Card, Latest, SectionRow, Ranked } = props.theme;
  const { lead, secondary, latest, rows, mostRead } = view;
  const pictured = secondary.find((card) => card.picture);
  return (
    <div class="front wrap">
      <div class="front-top">
        {lead ? <Card {...given(props)} card={lead} rank="lead" level={2} urgent /> : null}
        {secondary.length > 0 ? (
          <div class="front-second stack">
            {secondary.map((card) => (
              <Card
                {...given(props)}
                card={card === pictured ? card : withoutPicture(card)}
                rank="second"
                level={2}
              />
            ))}
          </div>
        ) : null}
        {latest.length > 0 ? <Latest {...given(props)} cards={latest} day={view.date} /> : null}
      </div>
      {shapeRows(rows).map((row) => (
        <SectionRow {...given(props)} row={row} />
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

/** One picture beside the lead's is enough. */
function withoutPicture(card: CardView): CardView {
  return card.picture ? { ...card, picture: null } : card;
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

export type SectionRowProps = { readonly row: ShapedRow };

/** How many cards of a row stand in its first rank, and as what. */
const FIRST = {
  picture: { count: 1, rank: 'feature' },
  list: { count: 3, rank: 'text' },
  three: { count: 3, rank: 'column' },
  opinion: { count: 3, rank: 'opinion' },
} as const;

/** One section on the front. */
export const SectionRow: Part<SectionRowProps> = (props) => {
  const {
    row: { section },
    shape,
    cards,
  } = props.row;
  const { Card } = props.theme;
  const { count, rank } = FIRST[shape];
  const rest = cards.slice(count);
  const restRank = shape === 'picture' ? 'text' : 'line';
  return (
    <section class={`row row-${shape}`} aria-label={section.label}>
      <h2 class="row-name">
        <a href={section.href}>{section.label}</a>
      </h2>
      <div class="row-body">
        <div class="row-cards">
          {cards.slice(0, count).map((card) => (
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
