import { useState } from 'react';
import { type DropTarget, GridList, isTextDropItem, useDragAndDrop } from 'react-aria-components';
import { type Container, type FrontCard, storyCard } from '#fronts/front.js';
import { moveCard, placeCard } from '#fronts/front-document.js';
import type { StoryId } from '#kit/ids.js';
import { CardDialog } from './card-dialog.tsx';
import { CardRow } from './card-row.tsx';
import { t } from './messages.ts';
import { cardName, newId, type OpenFront } from './use-front.ts';

/** How cards and stories are known while they are dragged. */
export const CARD_DRAG = 'application/x-standfirst-card';
export const STORY_DRAG = 'application/x-standfirst-story';

/** The cards of a container by hand: dragged, or moved with Enter on their handles and the arrow keys. */
export function CardList({
  front,
  container,
  name,
}: {
  front: OpenFront;
  container: Pick<Container, 'id' | 'cards' | 'limit'>;
  name: string;
}) {
  const [edited, setEdited] = useState<string | null>(null);
  const { dragAndDropHooks } = useCardDrag(front, container);
  const card = container.cards.find(({ id }) => id === edited);
  const places = front.filled?.containers.find(({ id }) => id === container.id)?.places ?? [];
  return (
    <>
      <GridList
        aria-label={name}
        items={container.cards}
        dependencies={[front]}
        selectionMode="none"
        disallowTypeAhead
        keyboardNavigationBehavior="tab"
        dragAndDropHooks={dragAndDropHooks}
        className="front-cards"
        renderEmptyState={() => <p className="quiet">{t('containerEmpty')}</p>}
      >
        {(one) => (
          <CardRow
            front={front}
            container={container}
            card={one}
            rank={rankOf(places, one)}
            onEdit={() => setEdited(one.id)}
          />
        )}
      </GridList>
      {card && <CardDialog front={front} card={card} onClose={() => setEdited(null)} />}
    </>
  );
}

/** At which place readers see it, counted from 1; 0 where they do not. */
function rankOf(places: readonly { card: string | null }[], { id }: FrontCard): number {
  return places.findIndex(({ card }) => card === id) + 1;
}

function useCardDrag(front: OpenFront, { id, cards }: Pick<Container, 'id' | 'cards'>) {
  const beforeOf = (target: DropTarget, moved: readonly string[]): string | null => {
    if (target.type === 'root') return null;
    const at = cards.findIndex((card) => card.id === target.key);
    const from = target.dropPosition === 'after' ? at + 1 : at;
    return cards.slice(from).find((card) => !moved.includes(card.id))?.id ?? null;
  };
  const move = (moved: readonly string[], before: string | null) =>
    front.change((doc) => {
      for (const card of moved) moveCard(doc, card, { container: id, before });
    });
  const take = async (items: readonly unknown[], target: DropTarget | null) => {
    const dropped = items as Parameters<typeof isTextDropItem>[0][];
    for (const item of dropped.filter(isTextDropItem)) {
      const text = await item.getText(item.types.has(CARD_DRAG) ? CARD_DRAG : STORY_DRAG);
      const before = target ? beforeOf(target, [text]) : null;
      if (item.types.has(CARD_DRAG)) move([text], before);
      else {
        const fresh = storyCard(newId(), Number(text) as StoryId);
        front.change((doc) => placeCard(doc, fresh, { container: id, before }));
      }
    }
  };
  return useDragAndDrop<FrontCard>({
    isDisabled: !front.mayArrange,
    getItems: (keys) =>
      [...keys].map((key) => {
        const card = cards.find((one) => one.id === key);
        return { [CARD_DRAG]: String(key), 'text/plain': card ? cardName(card, front.stories) : '' };
      }),
    acceptedDragTypes: [CARD_DRAG, STORY_DRAG],
    getDropOperation: (_target, types) => (types.has(CARD_DRAG) ? 'move' : 'copy'),
    onReorder: ({ keys, target }) => {
      const moved = [...keys].map(String);
      move(moved, beforeOf(target, moved));
    },
    onInsert: ({ items, target }) => void take(items, target),
    onRootDrop: ({ items }) => void take(items, null),
  });
}
