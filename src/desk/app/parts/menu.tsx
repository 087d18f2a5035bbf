import type { ReactNode } from 'react';
import {
  Menu as AriaMenu,
  Keyboard,
  MenuItem,
  MenuTrigger,
  Popover,
  Separator,
  Text,
} from 'react-aria-components';
import { Button, type Tone } from './button.tsx';

/** `keys` are shown only; whoever owns the command listens for them. */
export type MenuEntry =
  | {
      id: string;
      says: string;
      hint?: string;
      keys?: string;
      isDisabled?: boolean;
      danger?: boolean;
      run(): void;
    }
  | 'line';

/** A button that opens a list of acts. */
export function Menu({
  label,
  children,
  entries,
  tone = 'quiet',
  isDisabled = false,
}: {
  /** What the button is called; with `children` it is read out in their place. */
  label: string;
  children?: ReactNode;
  entries: readonly MenuEntry[];
  tone?: Tone;
  isDisabled?: boolean;
}) {
  const acts = entries.filter((entry) => entry !== 'line');
  return (
    <MenuTrigger>
      <Button tone={tone} isDisabled={isDisabled} {...(children !== undefined && { 'aria-label': label })}>
        {children ?? label}
      </Button>
      <Popover className="popover">
        <AriaMenu className="options" onAction={(id) => acts.find((act) => act.id === id)?.run()}>
          {entries.map((entry, at) =>
            entry === 'line' ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: a line has nothing else to be known by
              <Separator key={`line ${at}`} className="line" />
            ) : (
              <MenuItem
                key={entry.id}
                id={entry.id}
                textValue={entry.says}
                isDisabled={entry.isDisabled ?? false}
                className={`option ${entry.danger ? 'danger' : ''}`}
              >
                <Text slot="label">{entry.says}</Text>
                {entry.hint && <Text slot="description">{entry.hint}</Text>}
                {entry.keys && <Keyboard>{entry.keys}</Keyboard>}
              </MenuItem>
            ),
          )}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
