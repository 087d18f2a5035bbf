import { lazy, Suspense, useState } from 'react';
import type { BylineRow } from '../../shapes/labels.ts';
import { ask, Refused } from '../api.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Select, TextField } from '../parts/field.tsx';
import { Notice } from '../parts/states.tsx';
import { wordProblem } from '../parts/toast.tsx';
import { useChange } from './data.ts';
import { LabelAnswers } from './label-answers.tsx';
import { t } from './messages.ts';

const PictureChooser = lazy(async () => ({
  default: (await import('../pictures/picture-chooser.tsx')).PictureChooser,
}));

/** One name that is credited: a new one where `person` is null. */
export function PersonDialog({
  person,
  onClose,
  onMerge,
}: {
  person: BylineRow | null;
  onClose(): void;
  onMerge(person: BylineRow): void;
}) {
  const [name, setName] = useState(person?.name ?? '');
  const [slug, setSlug] = useState(person?.slug ?? '');
  const [kind, setKind] = useState<BylineRow['kind']>(person?.kind ?? 'person');
  const [role, setRole] = useState(person?.role ?? '');
  const [about, setAbout] = useState(person?.about ?? '');
  const [portrait, setPortrait] = useState(person?.portrait ?? null);
  const [isChoosing, setChoosing] = useState(false);
  const save = useChange(
    (fields: object) =>
      person ? ask('PATCH', `/bylines/${person.id}`, fields) : ask('POST', '/bylines', fields),
    [['bylines'], ['redirects']],
  );
  const isSlugTaken = save.error instanceof Refused && save.error.code === 'byline-slug-taken';
  const submit = () => {
    const fields = { name, kind, role, about, portrait: portrait?.id ?? null };
    const isRenamed = slug !== '' && slug !== person?.slug;
    save.mutate(isRenamed ? { ...fields, slug } : fields, { onSuccess: onClose });
  };
  if (isChoosing) {
    return (
      <Suspense>
        <PictureChooser
          onClose={() => setChoosing(false)}
          onChoose={({ id, src, alt }) => {
            setPortrait({ id, src, alt });
            setChoosing(false);
          }}
        />
      </Suspense>
    );
  }
  return (
    <Dialog
      title={person ? person.name : t('addPerson')}
      size="side"
      isOpen
      onClose={onClose}
      footer={
        <LabelAnswers
          isDisabled={name.trim() === '' || save.isPending}
          onSave={submit}
          onCancel={onClose}
          onMerge={person && (() => onMerge(person))}
        />
      }
    >
      <TextField label={t('name')} value={name} onChange={setName} autoFocus />
      {person && (
        <TextField
          label={t('address')}
          value={slug}
          onChange={setSlug}
          hint={slug === person.slug ? `/by/${slug}` : t('renameKeeps')}
          problem={isSlugTaken ? wordProblem(save.error) : null}
        />
      )}
      <Select<BylineRow['kind']>
        label={t('kind')}
        options={[
          { value: 'person', says: t('person') },
          { value: 'agency', says: t('agency') },
        ]}
        value={kind}
        onChange={setKind}
      />
      <TextField label={t('role')} hint={t('roleHint')} value={role} onChange={setRole} />
      <TextField label={t('about')} hint={t('aboutHint')} rows={3} value={about} onChange={setAbout} />
      <PortraitField
        portrait={portrait}
        onChoose={() => setChoosing(true)}
        onRemove={() => setPortrait(null)}
      />
      {save.error && !isSlugTaken && <Notice tone="bad">{wordProblem(save.error)}</Notice>}
    </Dialog>
  );
}

function PortraitField({
  portrait,
  onChoose,
  onRemove,
}: {
  portrait: BylineRow['portrait'];
  onChoose(): void;
  onRemove(): void;
}) {
  return (
    <div className="portrait">
      <p className="legend">{t('portrait')}</p>
      {portrait?.src ? (
        <img src={portrait.src} alt={portrait.alt} />
      ) : (
        <p className="hint">{t('noPortrait')}</p>
      )}
      <div className="acts">
        <Button onPress={onChoose}>{t('choosePortrait')}</Button>
        {portrait && (
          <Button tone="quiet" onPress={onRemove}>
            {t('remove')}
          </Button>
        )}
      </div>
    </div>
  );
}
