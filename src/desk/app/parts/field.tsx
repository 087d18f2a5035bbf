import type { ReactNode } from 'react';
import {
  Checkbox as AriaCheckbox,
  SearchField as AriaSearchField,
  Select as AriaSelect,
  Switch as AriaSwitch,
  TextField as AriaTextField,
  Button,
  type CheckboxProps,
  FieldError,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  type SearchFieldProps,
  SelectValue,
  type SwitchProps,
  Text,
  TextArea,
  type TextFieldProps,
} from 'react-aria-components';

type Around = {
  label: string;
  /** What belongs in it, below the label. */
  hint?: ReactNode;
  /** What is wrong with it; shown in place of nothing, and read out. */
  problem?: string | null | undefined;
};

/** A line of text, or several with `rows`. */
export function TextField({
  label,
  hint,
  problem,
  rows,
  placeholder,
  inputRef,
  ...props
}: TextFieldProps &
  Around & { rows?: number; placeholder?: string; inputRef?: React.Ref<HTMLInputElement> }) {
  return (
    <AriaTextField {...props} isInvalid={Boolean(problem)} className="field">
      <Label>{label}</Label>
      {rows ? (
        <TextArea rows={rows} {...(placeholder && { placeholder })} />
      ) : (
        <Input {...(placeholder && { placeholder })} {...(inputRef && { ref: inputRef })} />
      )}
      {hint && <Text slot="description">{hint}</Text>}
      <FieldError>{problem}</FieldError>
    </AriaTextField>
  );
}

export function SearchField({
  label,
  placeholder,
  ...props
}: SearchFieldProps & { label: string; placeholder?: string }) {
  return (
    <AriaSearchField {...props} aria-label={label} className="field search">
      <Input {...(placeholder && { placeholder })} />
      <Button className="clear">×</Button>
    </AriaSearchField>
  );
}

export type Option<Value extends string = string> = { value: Value; says: string; hint?: string };

/** One of a few. `value` null is nothing chosen. */
export function Select<Value extends string>({
  label,
  hint,
  problem,
  options,
  value,
  onChange,
  isDisabled,
  isLabelHidden,
}: Around & {
  options: readonly Option<Value>[];
  value: Value | null;
  onChange(value: Value): void;
  isDisabled?: boolean;
  isLabelHidden?: boolean;
}) {
  return (
    <AriaSelect
      className="field select"
      value={value}
      onChange={(key) => key !== null && onChange(key as Value)}
      isDisabled={isDisabled ?? false}
      isInvalid={Boolean(problem)}
      {...(isLabelHidden && { 'aria-label': label })}
    >
      {!isLabelHidden && <Label>{label}</Label>}
      <Button className="choice">
        <SelectValue />
        <span aria-hidden="true" className="caret">
          ▾
        </span>
      </Button>
      {hint && <Text slot="description">{hint}</Text>}
      <FieldError>{problem}</FieldError>
      <Popover className="popover">
        <ListBox className="options" items={options}>
          {(option) => (
            <ListBoxItem id={option.value} textValue={option.says} className="option">
              <Text slot="label">{option.says}</Text>
              {option.hint && <Text slot="description">{option.hint}</Text>}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}

export function Checkbox({ children, ...props }: Omit<CheckboxProps, 'children'> & { children: ReactNode }) {
  return (
    <AriaCheckbox {...props} className="checkbox">
      <span aria-hidden="true" className="box" />
      <span>{children}</span>
    </AriaCheckbox>
  );
}

/** On or off at once, without a button to save it. */
export function Switch({ children, ...props }: Omit<SwitchProps, 'children'> & { children: ReactNode }) {
  return (
    <AriaSwitch {...props} className="switch">
      <span aria-hidden="true" className="track" />
      <span>{children}</span>
    </AriaSwitch>
  );
}
