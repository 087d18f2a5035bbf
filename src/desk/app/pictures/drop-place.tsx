import { type ReactNode, useEffect, useRef, useState } from 'react';
import { t } from './messages.ts';
import { filesOf } from './upload.ts';

/** Takes files that are dropped anywhere, or pasted while nobody types. Its children are the screen. */
export function DropPlace({ onFiles, children }: { onFiles(files: File[]): void; children: ReactNode }) {
  const [isOver, setOver] = useState(false);
  const take = useRef(onFiles);
  take.current = onFiles;
  useEffect(() => {
    const over = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      setOver(false);
      const files = filesOf(event.dataTransfer);
      if (files.length === 0) return;
      event.preventDefault();
      take.current(files);
    };
    const paste = (event: ClipboardEvent) => {
      const files = filesOf(event.clipboardData);
      if (files.length === 0) return;
      event.preventDefault();
      take.current(files);
    };
    const heard = [
      ['dragover', over],
      ['dragleave', leave],
      ['drop', drop],
      ['paste', paste],
    ] as const;
    for (const [name, hear] of heard) document.addEventListener(name, hear as EventListener);
    return () => {
      for (const [name, hear] of heard) document.removeEventListener(name, hear as EventListener);
    };
  }, []);
  return (
    <>
      {children}
      {isOver && <div className="drop-veil">{t('drop')}</div>}
    </>
  );
}
