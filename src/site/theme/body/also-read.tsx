import { given } from '../given.ts';
import type { BlockPart } from './block-props.ts';

/**
 * Earlier stories between two paragraphs, as one line each. A note for screen readers, so that it may be skipped;
 * nothing where no story of it may be shown.
 */
export const AlsoRead: BlockPart<'alsoRead'> = (props) => {
  const { block, body, t } = props;
  const { Time, AccessMark } = props.theme;
  const cards = block.attrs.stories.flatMap((id) => body.refs.stories.get(id) ?? []);
  if (cards.length === 0) return null;
  return (
    <aside class="also-read" id={block.attrs.id} role="note" aria-label={t.texts.alsoRead}>
      {cards.map((card) => (
        <p>
          <span class="label">{t.texts.alsoRead}</span> <a href={card.path}>{card.headline}</a>{' '}
          <span class="small">
            <Time {...given(props)} at={card.publishedAt} form="day" />
          </span>
          {card.access === 'open' ? null : ' '}
          <AccessMark {...given(props)} access={card.access} />
        </p>
      ))}
    </aside>
  );
};
