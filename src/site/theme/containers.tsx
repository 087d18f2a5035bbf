import type { CardView, ContainerView } from '../view.ts';
import { type Given, given, type Part } from './given.ts';
import { type ShapedRow, shapeRows } from './row-shape.ts';

/** day is the paper's own, 'YYYY-MM-DD' */
export type ContainersProps = { readonly containers: readonly ContainerView[]; readonly day: string };

/** A front as editors arranged it. A list of the latest that follows a lead stands beside it. */
export const Containers: Part<ContainersProps> = (props) => {
  const { containers } = props;
  const shown = containers.filter(({ cards }) => cards.length > 0);
  const first = shown.find(({ layout }) => layout === 'lead');
  const rows = shapeAll(shown);
  const { SectionRow } = props.theme;
  return (
    <>
      {shown.map((container, at) => {
        if (container.layout === 'latest' && shown[at - 1]?.layout === 'lead') return null;
        if (container.layout === 'latest') return <LatestOf {...props} container={container} />;
        const row = rows.get(container.id);
        if (row) return <SectionRow {...given(props)} row={row} />;
        const next = shown[at + 1];
        const beside = next?.layout === 'latest' ? next : undefined;
        return <Top {...props} container={container} beside={beside} urgent={container === first} />;
      })}
    </>
  );
};

type OneProps = ContainersProps & Given & { readonly container: ContainerView };

function Top(props: OneProps & { readonly beside: ContainerView | undefined; readonly urgent: boolean }) {
  const { container, beside, urgent } = props;
  const { Card } = props.theme;
  const [lead, ...second] = container.cards;
  const pictured = second.find((card) => card.picture);
  const level = container.name.label ? 3 : 2;
  return (
    <div class="front-top">
      <Name {...props} />
      {lead ? <Card {...given(props)} card={lead} rank="lead" level={level} urgent={urgent} /> : null}
      {second.length > 0 ? (
        <div class="front-second stack">
          {second.map((card) => (
            <Card
              {...given(props)}
              card={card === pictured ? card : withoutPicture(card)}
              rank="second"
              level={level}
            />
          ))}
        </div>
      ) : null}
      {beside ? <LatestOf {...props} container={beside} /> : null}
    </div>
  );
}

function Name({ container }: OneProps) {
  const { label, href } = container.name;
  if (!label) return null;
  return <h2 class="row-name front-name">{href ? <a href={href}>{label}</a> : label}</h2>;
}

function LatestOf(props: OneProps) {
  const { Latest } = props.theme;
  const { id, name, cards } = props.container;
  return <Latest {...given(props)} cards={cards} day={props.day} name={name.label} id={`latest-${id}`} />;
}

/** Rows by their containers' ids; together, so that those which may choose their shape differ from their neighbours. */
function shapeAll(containers: readonly ContainerView[]): ReadonlyMap<string, ShapedRow> {
  const rows = containers.flatMap(({ id, layout, name, cards }) =>
    layout === 'lead' || layout === 'latest'
      ? []
      : [{ id, row: { section: name, shape: layout, cards: evenly(layout, cards) } }],
  );
  const shaped = shapeRows(rows.map(({ row }) => row));
  return new Map(rows.flatMap(({ id }, at) => (shaped[at] ? [[id, shaped[at]] as const] : [])));
}

/** Two side by side both show a picture, or neither does. */
function evenly(layout: ContainerView['layout'], cards: readonly CardView[]): readonly CardView[] {
  const uneven = layout === 'pair' && cards.slice(0, 2).some(({ picture }) => !picture);
  return uneven ? cards.map(withoutPicture) : cards;
}

/** One picture beside the lead's is enough. */
export function withoutPicture(card: CardView): CardView {
  return card.picture ? { ...card, picture: null } : card;
}
