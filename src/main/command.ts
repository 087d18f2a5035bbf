import type { CommandForm, Given } from './arguments.ts';
import type { House } from './house.io.ts';

/** Tells how far a command is: a sentence and, where it is known, the share that is done, 0 to 1. */
export type Progress = (says: string, share?: number) => void;

/**
 * What a command ends with.
 *
 * exit   0 done, 1 refused or failed
 * json   the value that --json prints
 * text   what people read
 * why    on stderr when it was refused or something was left out
 */
export type Outcome = { exit: 0 | 1; json: unknown; text: string; why?: string };

type Base = {
  readonly form: CommandForm;
  /** What is wrong with the call, before anything is opened. */
  check?(given: Given): string | undefined;
};

/**
 * A command on an open publication.
 *
 * kind       'reads' opens the data folder read-only, beside a running serve; 'writes' is handed to the serve that
 *            runs on the folder, or opens the folder itself
 * needsData  there must be data in the folder already
 */
export type HouseCommand = Base & {
  readonly kind: 'reads' | 'writes';
  readonly needsData: boolean;
  run(house: House, given: Given, progress: Progress): Promise<Outcome>;
};

/** A command that makes the folder: there is nothing to open yet. */
export type FolderCommand = Base & {
  readonly kind: 'makes';
  make(folder: string, given: Given, progress: Progress): Promise<Outcome>;
};

export type Command = HouseCommand | FolderCommand;
