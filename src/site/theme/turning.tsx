import type { CardView } from '../view.ts';
import { given, type Part } from './given.ts';

export type TurningProps = { readonly newerHref: string | null; readonly olderHref: string | null };

/** Turns a long list by key: later stories on the one side, earlier ones on the other. */
export const Turning: Part<TurningProps> = ({ newerHref, olderHref, t }) => {
  if (!newerHref && !olderHref) return null;
  return (
    <nav class="paging" aria-label={t.texts.paging}>
      {newerHref ? (
        <a href={newerHref} rel="prev">
          {t.texts.newer}
        </a>
      ) : null}
      {olderHref ? (
        <a href={olderHref} rel="next">
          {t.texts.older}
        </a>
      ) : null}
    </nav>
  );
};

export type RiverProps = { readonly cards: readonly CardView[]; readonly section: boolean };

/** Cards one under another, newest first. */
export const River: Part<RiverProps> = (props) => {
  const { cards, section, t } = props;
  const { Card } = props.theme;
  if (cards.length === 0) return <p class="page-about">{t.texts.nothingHere}</p>;
  return (
    <div class="stack">
      {cards.map((card, index) => (
        <Card {...given(props)} card={card} rank="river" level={2} section={section} urgent={index === 0} />
      ))}
    </div>
  );
};

export type RankedProps = { readonly cards: readonly CardView[] };

/** The most read, numbered. */
export const Ranked: Part<RankedProps> = ({ cards }) => (
  <ol class="ranked">
    {cards.map(({ path, headline }) => (
      <li>
        <a class="line-link" href={path}>
          {headline}
        </a>
      </li>
    ))}
  </ol>
);
