import { useId, useState } from 'react';
import { t } from '../messages.ts';
import { type Found, useFind } from './find.ts';

/** A field that offers what is called so; arrows and Enter choose. */
export function Chooser({
  kind,
  label,
  onChoose,
  without = [],
  isFocused = false,
}: {
  kind: Found['kind'];
  label: string;
  onChoose: (found: Found) => void;
  /** What is chosen already and not offered again. */
  without?: readonly number[];
  isFocused?: boolean;
}) {
  const [words, setWords] = useState('');
  const [at, setAt] = useState(0);
  const { found, isWaiting } = useFind(kind, words);
  const offered = found.filter((one) => !without.includes(one.id));
  const id = useId();
  const choose = (one: Found | undefined) => {
    if (!one) return;
    onChoose(one);
    setWords('');
    setAt(0);
  };
  return (
    <div className="chooser">
      <input
        type="text"
        role="combobox"
        aria-label={label}
        aria-expanded={offered.length > 0}
        aria-controls={id}
        aria-activedescendant={offered[at] ? `${id}-${offered[at].id}` : undefined}
        placeholder={label}
        autoComplete="off"
        // biome-ignore lint/a11y/noAutofocus: a dialogue opened for this field
        autoFocus={isFocused}
        value={words}
        onChange={(event) => {
          setWords(event.target.value);
          setAt(0);
        }}
        onBlur={() => setWords('')}
        onKeyDown={(event) => {
          if (offered.length === 0 || !['ArrowDown', 'ArrowUp', 'Enter'].includes(event.key)) return;
          event.preventDefault();
          if (event.key === 'Enter') choose(offered[at]);
          else setAt((at + (event.key === 'ArrowDown' ? 1 : -1) + offered.length) % offered.length);
        }}
      />
      <div id={id} role="listbox" aria-label={label} className={words.trim() === '' ? '' : 'options offered'}>
        {offered.map((one, index) => (
          <div
            key={one.id}
            id={`${id}-${one.id}`}
            role="option"
            tabIndex={-1}
            className="option"
            aria-selected={index === at}
            onMouseDown={(event) => {
              event.preventDefault();
              choose(one);
            }}
          >
            {one.name} {one.says && <small>{one.says}</small>}
          </div>
        ))}
        {words.trim() !== '' && offered.length === 0 && !isWaiting && (
          <div role="option" aria-selected="false" aria-disabled="true" tabIndex={-1} className="none">
            {t('noneFound')}
          </div>
        )}
      </div>
    </div>
  );
}
