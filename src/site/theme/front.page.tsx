import type { CardView, FrontView } from '../view.ts';
import { withoutPicture } from './containers.tsx';
import { type Given, given, type Part } from './given.ts';
import { type ShapedRow, shapeRows } from './row-shape.ts';

export type FrontProps = { readonly view: FrontView };

/** The front: what editors arranged, else lead, second rank, the latest, then a row for each section. */
export const Front: Part<FrontProps> = (props) => {
  const { view, t } = props;
  const { Containers, Ranked } = props.theme;
  const { containers, mostRead } = view;
  return (
    <div class="front wrap">
      {containers ? (
        <Containers {...given(props)} containers={containers} day={view.date} />
      ) : (
        <ByRule {...props} />
      )}
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

function ByRule(props: FrontProps & Given) {
  const { view } = props;
  const { Card, Latest, SectionRow } = props.theme;
  const { lead, secondary, latest, rows } = view;
  const pictured = secondary.find((card) => card.picture);
  return (
    <>
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
    </>
  );
}

/** name and id are of its heading, where it is not the one list of the latest on its page. */
export type LatestProps = {
  readonly cards: readonly CardView[];
  readonly day: string;
  readonly name?: string;
  readonly id?: string;
};

/** What came last, by the clock; a story of another day says the day. A bare link has no time. */
export const Latest: Part<LatestProps> = (props) => {
  const { cards, day, name, id = 'latest', t } = props;
  const { Time } = props.theme;
  return (
    <section class="latest" aria-labelledby={id}>
      <h2 class="label" id={id}>
        {name || t.texts.latest}
      </h2>
      <ol>
        {cards.map(({ path, headline, publishedAt }) => (
          <li>
            <span class="small">
              {publishedAt ? (
                <Time
                  {...given(props)}
                  at={publishedAt}
                  form={t.dayKey(publishedAt) === day ? 'clock' : 'shortDay'}
                />
              ) : null}
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
  pair: { count: 2, rank: 'feature' },
} as const;

/** One section on the front, or one container. */
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
  const named = section.label !== '';
  const level = named ? 3 : 2;
  return (
    <section
      class={named ? `row row-${shape}` : `row row-${shape} row-bare`}
      {...(named ? { 'aria-label': section.label } : {})}
    >
      {named ? (
        <h2 class="row-name">{section.href ? <a href={section.href}>{section.label}</a> : section.label}</h2>
      ) : null}
      <div class="row-body">
        <div class="row-cards">
          {cards.slice(0, count).map((card) => (
            <Card {...given(props)} card={card} rank={rank} level={level} />
          ))}
        </div>
        {rest.length > 0 ? (
          <div class="row-rest">
            {rest.map((card) => (
              <Card {...given(props)} card={card} rank={restRank} level={level} />
            ))}
          </div>
        ) : null}
      </div>
    </section>
  );
};
