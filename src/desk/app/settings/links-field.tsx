import { Button } from '../parts/button.tsx';
import { TextField } from '../parts/field.tsx';
import { t } from './messages.ts';

export type LinkValue = { label: string; href: string };

/** Links in their order: each with its text and where it leads. */
export function LinksField({
  label,
  hint,
  problem,
  value,
  onChange,
  isDisabled,
}: {
  label: string;
  hint: string;
  problem: string | undefined;
  value: readonly LinkValue[];
  onChange(value: LinkValue[]): void;
  isDisabled: boolean;
}) {
  const change = (at: number, link: LinkValue) =>
    onChange(value.map((one, place) => (place === at ? link : one)));
  const move = (at: number, to: number) => onChange(moved(value, at, to));
  return (
    <fieldset className="rows" disabled={isDisabled}>
      <legend className="legend">{label}</legend>
      <p className="hint">{hint}</p>
      {value.length === 0 && <p className="hint">{t('noLinks')}</p>}
      <ol>
        {value.map((link, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a link has nothing else to be known by while it is typed
          <li key={at} className="row">
            <TextField
              label={t('label')}
              value={link.label}
              isDisabled={isDisabled}
              onChange={(text) => change(at, { ...link, label: text })}
            />
            <TextField
              label={t('leadsTo')}
              value={link.href}
              isDisabled={isDisabled}
              onChange={(href) => change(at, { ...link, href })}
            />
            <RowActs
              of={link.label || String(at + 1)}
              at={at}
              count={value.length}
              isDisabled={isDisabled}
              onMove={move}
              onRemove={() => onChange(value.filter((_, place) => place !== at))}
            />
          </li>
        ))}
      </ol>
      {problem && <p className="react-aria-FieldError">{problem}</p>}
      <Button isDisabled={isDisabled} onPress={() => onChange([...value, { label: '', href: '/' }])}>
        {t('addLink')}
      </Button>
    </fieldset>
  );
}

/** Up, down and away, for one row of a list that people order. */
export function RowActs({
  of,
  at,
  count,
  isDisabled = false,
  onMove,
  onRemove,
}: {
  of: string;
  at: number;
  count: number;
  isDisabled?: boolean;
  onMove(at: number, to: number): void;
  onRemove?: () => void;
}) {
  return (
    <div className="row-acts">
      <Button
        tone="quiet"
        aria-label={`${t('up')}: ${of}`}
        isDisabled={isDisabled || at === 0}
        onPress={() => onMove(at, at - 1)}
      >
        ↑
      </Button>
      <Button
        tone="quiet"
        aria-label={`${t('down')}: ${of}`}
        isDisabled={isDisabled || at === count - 1}
        onPress={() => onMove(at, at + 1)}
      >
        ↓
      </Button>
      {onRemove && (
        <Button tone="quiet" aria-label={`${t('remove')}: ${of}`} isDisabled={isDisabled} onPress={onRemove}>
          ×
        </Button>
      )}
    </div>
  );
}

export function moved<One>(list: readonly One[], from: number, to: number): One[] {
  const rest = list.filter((_, at) => at !== from);
  const one = list[from];
  return one === undefined ? [...list] : [...rest.slice(0, to), one, ...rest.slice(to)];
}
