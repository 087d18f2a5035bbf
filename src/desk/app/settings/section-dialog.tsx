import { useState } from 'react';
import type { SectionRow } from '../../shapes/labels.ts';
import { ask, Refused } from '../api.ts';
import { AccessField } from '../parts/access-field.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Select, TextField } from '../parts/field.tsx';
import { Notice } from '../parts/states.tsx';
import { wordProblem } from '../parts/toast.tsx';
import { useFrame } from '../story/together/staff-names.ts';
import { useChange } from './data.ts';
import { LabelAnswers } from './label-answers.tsx';
import { t } from './messages.ts';

/** One section: a new one where `section` is null. */
export function SectionDialog({
  section,
  sections,
  onClose,
  onMerge,
}: {
  section: SectionRow | null;
  sections: readonly SectionRow[];
  onClose(): void;
  onMerge(section: SectionRow): void;
}) {
  const [name, setName] = useState(section?.name ?? '');
  const [slug, setSlug] = useState(section?.slug ?? '');
  const [description, setDescription] = useState(section?.description ?? '');
  const [parent, setParent] = useState(section?.parent ?? null);
  const frame = useFrame();
  const [access, setAccess] = useState(section?.access ?? 'open');
  const save = useChange(
    (fields: object) =>
      section ? ask('PATCH', `/sections/${section.id}`, fields) : ask('POST', '/sections', fields),
    [['sections'], ['redirects']],
  );
  const asked = section ? slug : slug || slugOf(name);
  const isSlugWrong = save.error instanceof Refused && /slug|address/.test(save.error.code);
  const submit = () =>
    save.mutate({ name, slug: asked, description, parent, access }, { onSuccess: onClose });
  return (
    <Dialog
      title={section ? section.name : t('addSection')}
      size="medium"
      isOpen
      onClose={onClose}
      footer={
        <LabelAnswers
          isDisabled={name.trim() === '' || save.isPending}
          onSave={submit}
          onCancel={onClose}
          onMerge={section && (() => onMerge(section))}
        />
      }
    >
      <TextField label={t('name')} value={name} onChange={setName} autoFocus />
      <TextField
        label={t('address')}
        value={asked}
        onChange={(text) => setSlug(text.replace(/^\//, ''))}
        hint={section && asked !== section.slug ? t('renameKeeps') : `/${asked}`}
        problem={isSlugWrong ? wordProblem(save.error) : null}
      />
      <TextField label={t('description')} value={description} onChange={setDescription} rows={2} />
      <Select
        label={t('sectionBelow')}
        options={[
          { value: '', says: t('topLevel') },
          ...sections
            .filter(({ id }) => id !== section?.id)
            .map(({ id, name: says }) => ({ value: String(id), says })),
        ]}
        value={parent === null ? '' : String(parent)}
        onChange={(id) => setParent(id === '' ? null : Number(id))}
      />
      <AccessField
        label={t('sectionAccess')}
        value={access}
        tiers={frame?.tiers ?? []}
        onChange={setAccess}
      />
      {save.error && !isSlugWrong && <Notice tone="bad">{wordProblem(save.error)}</Notice>}
    </Dialog>
  );
}

/** What the address of a new section will be, shown while its name is typed; the server has the last word. */
function slugOf(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
}
