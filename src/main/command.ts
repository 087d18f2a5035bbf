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

/**
 * A command of the command line.
 *
 * kind       'reads' opens the data folder read-only, beside a running serve; 'writes' is handed to the serve that
 *            runs on the folder, or opens the folder itself
 * needsData  there must be data in the folder already
 * check      what is wrong with the call, before anything is opened
 */
export type Command = {
  readonly form: CommandForm;
  readonly kind: 'reads' | 'writes';
  readonly needsData: boolean;
  check?(given: Given): string | undefined;
  run(house: House, given: Given, progress: Progress): Promise<Outcome>;
};
