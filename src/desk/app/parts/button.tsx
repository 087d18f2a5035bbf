import {
  Button as AriaButton,
  ToggleButton as AriaToggle,
  type ButtonProps,
  type ToggleButtonProps,
} from 'react-aria-components';

export type Tone = 'main' | 'plain' | 'quiet' | 'danger';

/** `main` once on a screen at most: what one came here to do. `quiet` has no edge until it is touched. */
export function Button({
  tone = 'plain',
  className,
  ...props
}: ButtonProps & { tone?: Tone; className?: string }) {
  return <AriaButton {...props} className={`button ${tone} ${className ?? ''}`.trim()} />;
}

export function Toggle({
  tone = 'plain',
  className,
  ...props
}: ToggleButtonProps & { tone?: Tone; className?: string }) {
  return <AriaToggle {...props} className={`button ${tone} ${className ?? ''}`.trim()} />;
}
