import { useState } from 'react';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { t } from '../messages.ts';
import { Chooser } from '../together/chooser.tsx';

export type NamedStory = { id: number; name: string };

/** Which earlier stories an ALSO READ leads to, in order. */
export function AskStories({
  start,
  own,
  onPlace,
  onClose,
}: {
  start: readonly NamedStory[];
  own: number;
  onPlace: (stories: number[]) => void;
  onClose: () => void;
}) {
  const [stories, setStories] = useState(start);
  return (
    <Dialog
      title={t('alsoRead')}
      size="medium"
      isOpen
      onClose={onClose}
      footer={
        <Button
          tone="main"
          isDisabled={stories.length === 0}
          onPress={() => onPlace(stories.map(({ id }) => id))}
        >
          {t('place')}
        </Button>
      }
    >
      <fieldset className="chosen-list">
        <ul>
          {stories.map(({ id, name }) => (
            <li key={id}>
              <span className="name">{name}</span>
              <Button
                tone="quiet"
                aria-label={t('remove', { name })}
                onPress={() => setStories(stories.filter((one) => one.id !== id))}
              >
                ×
              </Button>
            </li>
          ))}
        </ul>
        <Chooser
          kind="story"
          label={t('findStories')}
          isFocused
          without={[own, ...stories.map(({ id }) => id)]}
          onChoose={({ id, name }) => setStories([...stories, { id, name }])}
        />
      </fieldset>
    </Dialog>
  );
}
