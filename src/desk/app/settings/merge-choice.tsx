import { Button } from '../parts/button.tsx';
import { SearchField } from '../parts/field.tsx';

/** As many as fit above the words that say what a merge does. */
const MOST = 8;

/**
 * What something may be merged into, found by typing.
 *
 * from    is not offered: nothing is merged into itself
 * wordOf  the line beside a name that tells it from others of that name
 */
export function MergeChoice<One extends { id: number; name: string }>({
  label,
  from,
  rows,
  wordOf,
  words,
  onWords,
  chosen,
  onChoose,
}: {
  label: string;
  from: One;
  rows: readonly One[];
  wordOf(one: One): string;
  words: string;
  onWords(words: string): void;
  chosen: One | null;
  onChoose(one: One): void;
}) {
  const offered = rows.filter(({ id }) => id !== from.id).slice(0, MOST);
  return (
    <div className="chooser">
      <SearchField label={label} placeholder={label} value={words} onChange={onWords} autoFocus />
      <ul>
        {offered.map((one) => (
          <li key={one.id}>
            <Button
              tone="quiet"
              aria-pressed={chosen?.id === one.id}
              className={chosen?.id === one.id ? 'is-chosen' : ''}
              onPress={() => onChoose(one)}
            >
              <span>{one.name}</span>
              <span className="soft">{wordOf(one)}</span>
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
