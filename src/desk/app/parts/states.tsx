import { type ReactNode, useEffect, useState } from 'react';
import { Button } from './button.tsx';
import { partTexts } from './messages.ts';
import { wordProblem } from './toast.tsx';

/** What a list without entries says: what will be here, and the first step. */
export function Empty({
  title,
  children,
  action,
}: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="empty">
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {action}
    </div>
  );
}

/** What stands where something could not be shown. */
export function Problem({ error, again }: { error: unknown; again?: () => void }) {
  return (
    <div className="problem" role="alert">
      <p>{wordProblem(error)}</p>
      {again && <Button onPress={again}>{partTexts('again')}</Button>}
    </div>
  );
}

/** A remark with weight: 'warn' is worth a look, 'bad' stands in the way. */
export function Notice({ tone, children }: { tone: 'plain' | 'warn' | 'bad'; children: ReactNode }) {
  return <div className={`notice ${tone}`}>{children}</div>;
}

/** Nothing is drawn for a third of a second; then lines in the shape of what comes. */
export function Waiting({ lines = 6 }: { lines?: number }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 300);
    return () => clearTimeout(timer);
  }, []);
  if (!late) return null;
  return (
    <div className="skeleton" aria-busy="true">
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike
        <span key={line} style={{ width: `${94 - ((line * 37) % 45)}%` }} />
      ))}
    </div>
  );
}
