import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';

const hook = `${import.meta.dirname}/source-hook.ts`;

/** Starts a program of the tests, written in TypeScript, in a process of its own; it may import `#room/file.js`. */
export function runSource(path: string, ...words: string[]): ChildProcessWithoutNullStreams {
  const flags = ['--disable-warning=ExperimentalWarning', '--import', hook];
  return spawn(process.execPath, [...flags, path, ...words], { stdio: 'pipe' });
}
