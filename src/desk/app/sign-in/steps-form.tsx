import type { ReactNode } from 'react';
import './sign-in.css';

/** One step of getting in: its fields below each other, sent by Enter or by its button once they are filled. */
export function StepsForm({
  isFilled = true,
  onSend,
  children,
}: {
  isFilled?: boolean;
  onSend(): void;
  children: ReactNode;
}) {
  return (
    <form
      className="steps"
      onSubmit={(event) => {
        event.preventDefault();
        if (isFilled) onSend();
      }}
    >
      {children}
    </form>
  );
}
