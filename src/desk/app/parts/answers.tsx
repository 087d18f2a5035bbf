import type { ReactNode } from 'react';
import { Button, type Tone } from './button.tsx';
import { partTexts } from './messages.ts';

/**
 * The two answers at the foot of a dialogue: leave it, or do it.
 *
 * verb      what doing it is called
 * children  what stands before both
 */
export function Answers({
  verb,
  tone = 'main',
  isDisabled = false,
  onDo,
  onCancel,
  children,
}: {
  verb: string;
  tone?: Tone;
  isDisabled?: boolean;
  onDo(): void;
  onCancel(): void;
  children?: ReactNode;
}) {
  return (
    <>
      {children}
      <Button onPress={onCancel}>{partTexts('cancel')}</Button>
      <Button tone={tone} isDisabled={isDisabled} onPress={onDo}>
        {verb}
      </Button>
    </>
  );
}
