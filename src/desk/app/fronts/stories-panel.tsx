import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { Button as AriaButton, GridList, GridListItem, useDragAndDrop } from 'react-aria-components';
import { storiesByHand, storyCard } from '#fronts/front.js';
import { placeCard } from '#fronts/front-document.js';
import type { StoryId } from '#kit/ids.js';
import type { Listed } from '#stories/work-listed.js';
import type { ListReply } from '../../shapes/lists.ts';
import { get } from '../api.ts';
import { wordStanding } from '../lists/words.ts';
import { useMe } from '../me.ts';
import { Button } from '../parts/button.tsx';
import { SearchField } from '../parts/field.tsx';
import { Menu, type MenuEntry } from '../parts/menu.tsx';
import { Problem, Waiting } from '../parts/states.tsx';
import { wordTime } from '../parts/times.tsx';
import { say } from '../parts/toast.tsx';
import { CardDialog } from './card-dialog.tsx';
import { STORY_DRAG } from './card-list.tsx';
import { t } from './messages.ts';
import { newId, type OpenFront } from './use-front.ts';
import { wordContainer } from './words.ts';

const SHOWN = 30;

/** Stories to put on the front: dragged over, or placed by a menu. */
export function StoriesPanel({ front }: { front: OpenFront }) {
  const [words, setWords] = useState('');
  const asked = useDeferredValue(words.trim());
  const { data, error, refetch } = useQuery({
    queryKey: ['lists', 'changed', 'for fronts', asked],
    queryFn: ({ signal }) =>
      get<ListReply>(
        asked === ''
          ? `/lists/archive?limit=${SHOWN}`
          : `/lists/changed?limit=${SHOWN}&q=${encodeURIComponent(asked)}`,
        signal,
      ),
    placeholderData: (before) => before,
  });
  if (error && !data) return <Problem error={error} again={() => void refetch()} />;
  return (
    <div className="front-stories">
      <SearchField
        label={t('searchStories')}
        placeholder={t('searchStories')}
        value={words}
        onChange={setWords}
      />
      {asked === '' && <h3 className="legend">{t('newest')}</h3>}
      {data ? <Found front={front} stories={data.stories} /> : <Waiting />}
      {front.mayArrange && <BareLink front={front} />}
    </div>
  );
}

function Found({ front, stories }: { front: OpenFront; stories: readonly Listed[] }) {
  const placed = storiesByHand(front.draft.containers);
  const { dragAndDropHooks } = useDragAndDrop<Listed>({
    isDisabled: !front.mayArrange,
    getItems: (keys) =>
      [...keys].map((key) => ({
        [STORY_DRAG]: String(key),
        'text/plain': stories.find(({ id }) => id === key)?.headline ?? '',
      })),
  });
  return (
    <GridList
      aria-label={t('stories')}
      items={stories}
      dependencies={[front]}
      selectionMode="none"
      disallowTypeAhead
      keyboardNavigationBehavior="tab"
      dragAndDropHooks={dragAndDropHooks}
      className="found-stories"
      renderEmptyState={() => <p className="quiet">{t('noneFound')}</p>}
    >
      {(story) => <FoundRow front={front} story={story} isPlaced={placed.has(story.id)} />}
    </GridList>
  );
}

function FoundRow({ front, story, isPlaced }: { front: OpenFront; story: Listed; isPlaced: boolean }) {
  const { zone } = useMe().paper;
  const { id, headline, standing, publishedAt, comesAt, changedAt } = story;
  const state = standing === 'out' ? '' : `${wordStanding(standing)} · `;
  return (
    <GridListItem id={id} textValue={headline} className="found-story">
      {front.mayArrange && (
        <AriaButton slot="drag" className="drag" aria-label={headline}>
          <span aria-hidden="true">⠿</span>
        </AriaButton>
      )}
      <div className="front-card-words">
        <p className="front-card-name">{headline}</p>
        <p className="quiet">
          {state}
          {wordTime(comesAt ?? publishedAt ?? changedAt, zone)}
          {isPlaced && <b> · {t('isPlaced')}</b>}
        </p>
      </div>
      {front.mayArrange && (
        <Menu label={`${t('place')} ${headline}`} entries={placesFor(front, story)}>
          {t('place')}
        </Menu>
      )}
    </GridListItem>
  );
}

function placesFor(front: OpenFront, { id, headline }: Listed): MenuEntry[] {
  return front.draft.containers.map((container) => {
    const name = wordContainer(container, front.filled);
    return {
      id: container.id,
      says: t('placeFirst', { name }),
      run: () => {
        const spot = { container: container.id, before: container.cards[0]?.id ?? null };
        front.change((doc) => placeCard(doc, storyCard(newId(), id as StoryId), spot));
        // Beside the list one sees the card appear; below it, on a phone, one does not.
        if (innerWidth <= 1000) say(t('placed', { headline, name }), () => front.undo.undo());
      },
    };
  });
}

/** A card to anywhere: it is placed first in the first container, and opened to be written. */
function BareLink({ front }: { front: OpenFront }) {
  const [made, setMade] = useState<string | null>(null);
  const card = front.draft.containers.flatMap(({ cards }) => cards).find(({ id }) => id === made);
  const add = () => {
    const [first] = front.draft.containers;
    if (!first) return;
    const id = newId();
    const fresh = { ...storyCard(id, 0 as StoryId), story: null, href: '/', headline: t('bareLink') };
    front.change((doc) => placeCard(doc, fresh, { container: first.id, before: first.cards[0]?.id ?? null }));
    setMade(id);
  };
  return (
    <>
      <Button onPress={add} isDisabled={front.draft.containers.length === 0}>
        {t('addBareLink')}
      </Button>
      {card && <CardDialog front={front} card={card} onClose={() => setMade(null)} />}
    </>
  );
}
