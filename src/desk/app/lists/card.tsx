import { Button, GridListItem } from 'react-aria-components';
import { useLocation } from 'wouter';
import type { Listed } from '#stories/work-listed.js';
import type { ListsFrame } from '../../shapes/lists.ts';
import { t } from './messages.ts';
import { Presence } from './presence.tsx';
import { Due, StoryMarks } from './story-marks.tsx';
import { nameOf, personName, sectionName, wordLength } from './words.ts';

/** A story on the board. */
export function Card({
  story,
  frame,
  people,
}: {
  story: Listed;
  frame: ListsFrame | undefined;
  people: readonly { id: number; name: string }[] | undefined;
}) {
  const [, go] = useLocation();
  const name = nameOf(story);
  const who = personName(frame, story.work?.assignee ?? null);
  const length = wordLength(story);
  return (
    <GridListItem
      id={story.id}
      value={story}
      textValue={name}
      className="card"
      onAction={() => go(`/stories/${story.id}`)}
    >
      <div className="card-top">
        <span>{sectionName(frame, story.section)}</span>
        <Due story={story} />
        <Button slot="drag" className="grip" aria-label={t('drag', { headline: name })}>
          ⠿
        </Button>
      </div>
      <p className={story.headline ? 'headline' : 'headline none'}>{name}</p>
      <div className="card-foot">
        {who && <span className="who">{who}</span>}
        {length && <span className="figures">{length}</span>}
        <StoryMarks story={story} />
        <Presence people={people} />
      </div>
    </GridListItem>
  );
}
