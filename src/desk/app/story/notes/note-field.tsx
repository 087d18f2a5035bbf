import { useId, useState } from 'react';
import { Button } from '../../parts/button.tsx';
import { t } from '../messages.ts';
import { type Found, useFind } from '../together/find.ts';

/** A field for a note or a reply. '@' and the first letters of a name call a colleague. */
export function NoteField({
  label,
  onSave,
  onCancel,
}: {
  label: string;
  onSave: (text: string, mentions: number[]) => void;
  onCancel?: () => void;
}) {
  const [text, setText] = useState('');
  const [called, setCalled] = useState<Found[]>([]);
  const [at, setAt] = useState(0);
  const wanted = /(?:^|\s)@([\p{L}.'-]{1,30})$/u.exec(text)?.[1] ?? '';
  const { found } = useFind('staff', wanted);
  const offered = wanted === '' ? [] : found.slice(0, 6);
  const id = useId();
  const call = (person: Found | undefined) => {
    if (!person) return;
    setText(`${text.slice(0, text.length - wanted.length)}${person.name} `);
    setCalled([...called, person]);
    setAt(0);
  };
  const save = () => {
    if (text.trim() === '') return;
    const mentions = called.filter(({ name }) => text.includes(`@${name}`)).map((person) => person.id);
    onSave(text.trim(), [...new Set(mentions)]);
    setText('');
    setCalled([]);
  };
  return (
    <div className="note-field">
      <textarea
        rows={2}
        aria-label={label}
        placeholder={`${label}. ${t('noteHint')}`}
        value={text}
        // biome-ignore lint/a11y/noAutofocus: somebody has just asked to write here
        autoFocus={onCancel !== undefined}
        aria-controls={offered.length > 0 ? id : undefined}
        aria-activedescendant={offered.length > 0 ? `${id}${at}` : undefined}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (offered.length > 0 && ['ArrowDown', 'ArrowUp', 'Enter', 'Tab'].includes(event.key)) {
            event.preventDefault();
            if (event.key === 'ArrowDown') setAt((at + 1) % offered.length);
            else if (event.key === 'ArrowUp') setAt((at - 1 + offered.length) % offered.length);
            else call(offered[at]);
          } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save();
          else if (event.key === 'Escape') onCancel?.();
        }}
      />
      {offered.length > 0 && (
        <div role="listbox" id={id} className="options called">
          {offered.map((person, index) => (
            <div
              key={person.id}
              id={`${id}${index}`}
              role="option"
              tabIndex={-1}
              className="option"
              aria-selected={index === at}
              onMouseDown={(event) => {
                event.preventDefault();
                call(person);
              }}
            >
              {person.name} <small>{person.says}</small>
            </div>
          ))}
        </div>
      )}
      {(text !== '' || onCancel) && (
        <div className="acts">
          {onCancel && (
            <Button tone="quiet" onPress={onCancel}>
              {t('cancel')}
            </Button>
          )}
          <Button onPress={save} isDisabled={text.trim() === ''}>
            {t('save')}
          </Button>
        </div>
      )}
    </div>
  );
}
