import type { ReactNode } from 'react';
import { Button as AriaButton, GridListItem } from 'react-aria-components';
import { type Container, type FrontCard, isSame } from '#fronts/front.js';
import { changeCard, moveCard, removeCard } from '#fronts/front-document.js';
import type { PlacedStory } from '../../shapes/fronts.ts';
import { wordStanding } from '../lists/words.ts';
import { useMe } from '../me.ts';
import { Button } from '../parts/button.tsx';
import { Menu, type MenuEntry } from '../parts/menu.tsx';
import { wordTime } from '../parts/times.tsx';
import { say } from '../parts/toast.tsx';
import { t } from './messages.ts';
import { cardName, type OpenFront } from './use-front.ts';
import { wordContainer } from './words.ts';

type RowProps = {
  front: OpenFront;
  container: Pick<Container, 'id' | 'cards' | 'limit'>;
  card: FrontCard;
  rank: number;
  onEdit: () => void;
};

/** One card: what readers will see of it, why they may not, and what has changed since it was written. */
export function CardRow({ front, container, card, rank, onEdit }: RowProps) {
  const story = card.story === null ? undefined : front.stories.get(card.story);
  const name = nameOf(card, story, front);
  const picture = card.picture === null ? story?.picture : front.filled?.pictures[card.picture];
  const kicker = card.kicker || story?.kicker;
  return (
    <GridListItem id={card.id} textValue={name} className={`front-card ${rank === 0 ? 'hidden-card' : ''}`}>
      {front.mayArrange && (
        <AriaButton slot="drag" className="drag" aria-label={name}>
          <span aria-hidden="true">⠿</span>
        </AriaButton>
      )}
      <span className="rank figures">{rank === 0 ? '–' : rank}</span>
      {picture ? <img src={picture} alt="" className="thumb" loading="lazy" /> : <span className="thumb" />}
      <div className="front-card-words">
        <p className="front-card-name">
          {kicker && <span className="kicker">{kicker} </span>}
          {name}
        </p>
        <p className="quiet">
          <Marks front={front} container={container} card={card} story={story} rank={rank} />
        </p>
        {front.mayArrange && <Flag front={front} card={card} story={story} />}
      </div>
      {front.mayArrange && (
        <Menu label={t('cardActs')} entries={actsOf(front, container, card, onEdit)}>
          <span aria-hidden="true">⋯</span>
        </Menu>
      )}
    </GridListItem>
  );
}

function nameOf(card: FrontCard, story: PlacedStory | undefined, front: OpenFront): string {
  const isUnknown = card.story !== null && !story && front.filled !== undefined;
  return card.headline || (isUnknown ? t('hiddenStory') : cardName(card, front.stories));
}

function Marks({
  front,
  container,
  card,
  story,
  rank,
}: Omit<RowProps, 'onEdit'> & { story: PlacedStory | undefined }) {
  const { zone } = useMe().paper;
  const marks: ReactNode[] = [];
  if (card.story === null) marks.push(t('bareLink'));
  if (story && story.shown === null) {
    const standing = wordStanding(story.standing);
    const when = story.comesAt === null ? '' : t('comes', { when: wordTime(story.comesAt, zone) });
    marks.push(when || t('missing', { standing }));
  }
  if (card.until !== null) {
    const when = wordTime(card.until, zone);
    marks.push(card.until <= Date.now() ? t('ended', { when }) : t('until', { when }));
  }
  if (card.pinned !== null) marks.push(t('pinned', { place: card.pinned }));
  if (card.sublinks.length > 0) marks.push(t('sublinks', { count: card.sublinks.length }));
  const isOpen = story?.shown != null || card.story === null;
  const isOver = card.until !== null && card.until <= Date.now();
  if (rank === 0 && isOpen && !isOver && front.filled && container.cards.length > container.limit)
    marks.push(t('beyond', { limit: container.limit }));
  return marks.join(' · ');
}

/** A headline of its own does not follow the story's: whoever wrote it looks again. */
function Flag({ front, card, story }: { front: OpenFront; card: FrontCard; story: PlacedStory | undefined }) {
  const { zone } = useMe().paper;
  if (!story || story.shown === null || !card.noted || card.headline === '') return null;
  const isOther = story.shown !== card.noted.headline;
  const isCorrected = story.corrected !== null && story.corrected > card.noted.at;
  if (!isOther && !isCorrected) return null;
  const { shown } = story;
  const check = () =>
    front.change((doc) => changeCard(doc, card.id, { noted: { headline: shown, at: Date.now() } }));
  return (
    <div className="flag">
      <p>
        {isOther
          ? t('headlineChanged', { headline: shown })
          : t('wasCorrected', { when: wordTime(story.corrected ?? 0, zone) })}
      </p>
      <Button onPress={check}>{t('checked')}</Button>
    </div>
  );
}

function actsOf(
  front: OpenFront,
  { id, cards }: Pick<Container, 'id' | 'cards'>,
  card: FrontCard,
  onEdit: () => void,
): MenuEntry[] {
  const at = cards.findIndex((one) => isSame(one.id, card.id));
  const others = front.draft.containers.filter((one) => one.id !== id);
  const move = (container: string, before: string | null) =>
    front.change((doc) => moveCard(doc, card.id, { container, before }));
  const remove = () => {
    front.change((doc) => removeCard(doc, card.id));
    say(t('cardRemoved'), () => front.undo.undo());
  };
  const pin = (pinned: number | null) => front.change((doc) => changeCard(doc, card.id, { pinned }));
  return [
    { id: 'edit', says: t('editCard'), run: onEdit },
    { id: 'up', says: t('moveUp'), isDisabled: at <= 0, run: () => move(id, cards[at - 1]?.id ?? null) },
    {
      id: 'down',
      says: t('moveDown'),
      isDisabled: at === cards.length - 1,
      run: () => move(id, cards[at + 2]?.id ?? null),
    },
    card.pinned === null
      ? { id: 'pin', says: t('pin', { place: at + 1 }), run: () => pin(at + 1) }
      : { id: 'unpin', says: t('unpin'), run: () => pin(null) },
    'line',
    ...others.map((one) => ({
      id: `to ${one.id}`,
      says: t('moveTo', { name: wordContainer(one, front.filled) }),
      run: () => move(one.id, one.cards[0]?.id ?? null),
    })),
    'line',
    { id: 'remove', says: t('removeCard'), danger: true, run: remove },
  ];
}
