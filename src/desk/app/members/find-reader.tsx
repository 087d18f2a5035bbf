import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import type { MembersReply } from '../../shapes/members.ts';
import { get } from '../api.ts';
import { Button } from '../parts/button.tsx';
import { SearchField } from '../parts/field.tsx';
import { t } from './messages.ts';

/** Chooses one reader by name, address or number. */
export function FindReader({ onChoose }: { onChoose(reader: { id: number; name: string }): void }) {
  const [words, setWords] = useState('');
  const q = useDeferredValue(words);
  const { data } = useQuery({
    queryKey: ['find', 'reader', q],
    queryFn: ({ signal }) => get<MembersReply>(`/members?${new URLSearchParams({ q, limit: '6' })}`, signal),
    enabled: q.trim() !== '',
  });
  return (
    <div className="chooser">
      <SearchField label={t('findReader')} placeholder={t('findReader')} value={words} onChange={setWords} />
      <ul>
        {q.trim() !== '' &&
          data?.found.map(({ id, name, email }) => (
            <li key={id}>
              <Button tone="quiet" onPress={() => onChoose({ id, name: name || email })}>
                <span>{name || email}</span>
                <span className="soft">{email}</span>
              </Button>
            </li>
          ))}
      </ul>
    </div>
  );
}
