import { useQuery } from '@tanstack/react-query';
import { get } from '../api.ts';
import { Checkbox, Select, TextField } from '../parts/field.tsx';
import type { ActWish } from './act-wish.ts';
import { t } from './messages.ts';

type Asked = { wish: ActWish; onChange(part: Partial<ActWish>): void };

/** What a redaction asks besides its reason. */
export function RedactFields({ wish, onChange }: Asked) {
  return (
    <>
      <TextField
        label={t('phrases')}
        hint={t('phrasesHint')}
        rows={3}
        value={wish.phrases}
        onChange={(phrases) => onChange({ phrases })}
        autoFocus
      />
      <Select
        label={t('original')}
        options={[
          { value: 'sealed', says: t('sealed') },
          { value: 'destroyed', says: t('destroyed') },
        ]}
        value={wish.original}
        onChange={(original) => onChange({ original: original as ActWish['original'] })}
      />
      {wish.original === 'sealed' && <People wish={wish} onChange={onChange} />}
    </>
  );
}

/** What a kill asks besides its reason. `alone`: pictures that no other story shows. */
export function KillFields({ wish, alone, onChange }: Asked & { alone: number }) {
  return (
    <>
      <TextField
        label={t('publicNote')}
        hint={t('publicNoteHint')}
        rows={2}
        value={wish.publicNote}
        onChange={(publicNote) => onChange({ publicNote })}
      />
      {alone > 0 && (
        <Checkbox
          isSelected={wish.removesPictures}
          onChange={(removesPictures) => onChange({ removesPictures })}
        >
          {t('removePictures', { count: alone })}
        </Checkbox>
      )}
    </>
  );
}

function People({ wish, onChange }: Asked) {
  const { data } = useQuery({
    queryKey: ['find', 'staff', ''],
    queryFn: () => get<{ found: { id: number; name: string }[] }>('/find?kind=staff&q='),
  });
  const options = (data?.found ?? []).map(({ id, name }) => ({ value: String(id), says: name }));
  const [first, second] = wish.people;
  return (
    <div className="pair">
      <Select
        label={t('first')}
        options={options}
        value={first}
        onChange={(one) => onChange({ people: [one, second] })}
      />
      <Select
        label={t('second')}
        options={options.filter(({ value }) => value !== first)}
        value={second}
        onChange={(one) => onChange({ people: [first, one] })}
      />
    </div>
  );
}
