import { lazy, Suspense, useState } from 'react';
import { type FrontCard, most, type Sublink } from '#fronts/front.js';
import { type CardChange, changeCard } from '#fronts/front-document.js';
import type { MediaId, StoryId } from '#kit/ids.js';
import { cleanLink } from '#stories/document.js';
import { useMe } from '../me.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { TextField } from '../parts/field.tsx';
import { t } from './messages.ts';
import { cardName, type OpenFront } from './use-front.ts';
import { fieldOf, instantOf } from './words.ts';

const PictureChooser = lazy(async () => ({
  default: (await import('../pictures/picture-chooser.tsx')).PictureChooser,
}));

/** A card's own words, picture, links and end; the story is not touched. */
export function CardDialog({
  front,
  card,
  onClose,
}: {
  front: OpenFront;
  card: FrontCard;
  onClose: () => void;
}) {
  const story = card.story === null ? undefined : front.stories.get(card.story);
  const change = (wish: CardChange) => front.change((doc) => changeCard(doc, card.id, wish));
  const { zone } = useMe().paper;
  const shown = story?.shown ?? story?.headline ?? '';
  const rename = (headline: string) => {
    // What the story was called then is kept, so that a later change of it can be told.
    const noted = headline === '' ? null : (card.noted ?? { headline: shown, at: Date.now() });
    change({ headline, noted });
  };
  return (
    <Dialog
      title={cardName(card, front.stories)}
      size="medium"
      isOpen
      onClose={onClose}
      footer={
        <Button tone="main" onPress={onClose}>
          {t('done')}
        </Button>
      }
    >
      {card.story === null && <AddressField card={card} change={change} />}
      <TextField
        label={t('ownHeadline')}
        hint={story ? t('ownHeadlineHint', { headline: shown }) : undefined}
        problem={card.story === null && card.headline === '' ? t('needsHeadline') : null}
        maxLength={most.headline}
        value={card.headline}
        onChange={rename}
      />
      <TextField
        label={t('ownKicker')}
        placeholder={story?.kicker ?? ''}
        maxLength={most.kicker}
        value={card.kicker}
        onChange={(kicker) => change({ kicker })}
      />
      <PictureField front={front} card={card} story={story?.picture ?? null} change={change} />
      <TextField
        label={t('ends')}
        hint={t('endsHint', { zone })}
        type="datetime-local"
        defaultValue={card.until === null ? '' : fieldOf(card.until, zone)}
        onChange={(field) => change({ until: field === '' ? null : instantOf(field, zone) })}
      />
      <SublinksField card={card} change={change} />
    </Dialog>
  );
}

type FieldProps = { card: FrontCard; change: (wish: CardChange) => void };

function AddressField({ card, change }: FieldProps) {
  const [typed, setTyped] = useState(card.href);
  const href = cleanLink(typed);
  const take = (text: string) => {
    setTyped(text);
    const clean = cleanLink(text);
    if (clean) change({ href: clean });
  };
  return (
    <TextField
      label={t('linkTo')}
      value={typed}
      onChange={take}
      problem={href === null ? t('linkBad') : null}
    />
  );
}

function PictureField({
  front,
  card,
  story,
  change,
}: FieldProps & { front: OpenFront; story: string | null }) {
  const [isChoosing, setChoosing] = useState(false);
  const src = card.picture === null ? story : (front.filled?.pictures[card.picture] ?? null);
  return (
    <div className="field">
      <span className="legend">{t('ownPicture')}</span>
      <div className="front-picture">
        {src && <img src={src} alt="" />}
        <div className="acts">
          {card.picture === null && src && <span className="quiet">{t('storyPicture')}</span>}
          <Button onPress={() => setChoosing(true)}>{t('choosePicture')}</Button>
          {card.picture !== null && (
            <Button onPress={() => change({ picture: null })}>{t('dropPicture')}</Button>
          )}
        </div>
      </div>
      {isChoosing && (
        <Suspense fallback={null}>
          <PictureChooser
            onChoose={({ id }) => {
              change({ picture: id as MediaId });
              setChoosing(false);
            }}
            onClose={() => setChoosing(false)}
          />
        </Suspense>
      )}
    </div>
  );
}

function SublinksField({ card, change }: FieldProps) {
  const [links, setLinks] = useState(card.sublinks.map(typedOf));
  const set = (next: typeof links) => {
    setLinks(next);
    change({ sublinks: next.flatMap((link) => readLink(link) ?? []) });
  };
  const alter = (at: number, part: Partial<Typed>) =>
    set(links.map((link, index) => (index === at ? { ...link, ...part } : link)));
  return (
    <fieldset className="front-links">
      <legend className="legend">{t('links')}</legend>
      {links.map((link, at) => (
        <div key={link.key} className="front-link">
          <TextField label={t('linkText')} value={link.text} onChange={(text) => alter(at, { text })} />
          <TextField
            label={t('linkAddress')}
            value={link.to}
            onChange={(to) => alter(at, { to })}
            problem={link.to !== '' && !isLink(link.to) ? t('linkBad') : null}
          />
          <Button
            tone="quiet"
            aria-label={t('removeLink')}
            onPress={() => set(links.filter((_, index) => index !== at))}
          >
            ×
          </Button>
        </div>
      ))}
      {links.length < most.sublinks && (
        <Button onPress={() => setLinks([...links, { key: Date.now(), text: '', to: '' }])}>
          {t('addLink')}
        </Button>
      )}
    </fieldset>
  );
}

type Typed = { key: number; text: string; to: string };

function typedOf({ story, href, text }: Sublink, key: number): Typed {
  return { key, text, to: story === null ? href : `#${story}` };
}

const storyIn = (to: string) => /^#([1-9]\d{0,14})$/.exec(to.trim())?.[1];

function isLink(to: string): boolean {
  return storyIn(to) !== undefined || cleanLink(to) !== null;
}

function readLink({ text, to }: Typed): Sublink | undefined {
  const story = storyIn(to);
  if (story !== undefined) return { story: Number(story) as StoryId, href: '', text };
  const href = cleanLink(to);
  return href && text ? { story: null, href, text } : undefined;
}
