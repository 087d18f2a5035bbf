import { useSyncExternalStore } from 'react';
import type { UploadReply } from '../../shapes/pictures.ts';
import { wordProblem } from '../parts/toast.tsx';
import { sendFile } from './upload.ts';

/** A file on its way. `share` of it that has gone out, 0 to 1. */
export type Upload = {
  readonly key: number;
  readonly name: string;
  readonly state:
    | { readonly is: 'waiting' }
    | { readonly is: 'coming'; readonly share: number }
    | { readonly is: 'there'; readonly answer: UploadReply }
    | { readonly is: 'refused'; readonly says: string };
};

/** Files sent at the same time; the server looks into two at once. */
const AT_ONCE = 2;

let uploads: readonly Upload[] = [];
let keys = 0;
let running = 0;
const queue: (() => Promise<void>)[] = [];
const listeners = new Set<() => void>();

function put(changed: readonly Upload[]): void {
  uploads = changed;
  for (const listener of listeners) listener();
}

function set(key: number, state: Upload['state']): void {
  put(uploads.map((upload) => (upload.key === key ? { ...upload, state } : upload)));
}

/** What is on its way, and what became of it, in every screen of this desk. */
export function useUploads(): readonly Upload[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => uploads,
  );
}

/** Forgets those that have ended. */
export function clearUploads(): void {
  put(uploads.filter(({ state }) => state.is === 'waiting' || state.is === 'coming'));
}

/** Puts files into the library, a few at a time. Those that are refused are left out of what comes back. */
export async function addFiles(files: readonly File[]): Promise<UploadReply[]> {
  const answers = await Promise.all(files.map(addFile));
  return answers.flatMap((answer) => answer ?? []);
}

function addFile(file: File): Promise<UploadReply | undefined> {
  keys += 1;
  const key = keys;
  put([...uploads, { key, name: file.name, state: { is: 'waiting' } }]);
  return new Promise((resolve) => {
    queue.push(async () => {
      try {
        set(key, { is: 'coming', share: 0 });
        const answer = await sendFile(file, (share) => set(key, { is: 'coming', share }));
        set(key, { is: 'there', answer });
        resolve(answer);
      } catch (error) {
        set(key, { is: 'refused', says: wordProblem(error) });
        resolve(undefined);
      }
    });
    next();
  });
}

function next(): void {
  if (running >= AT_ONCE) return;
  const work = queue.shift();
  if (!work) return;
  running += 1;
  void work().finally(() => {
    running -= 1;
    next();
  });
}
