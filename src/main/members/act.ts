import type { Given, Option } from '../arguments.ts';
import type { Outcome, Progress } from '../command.ts';
import type { House } from '../house.io.ts';

/**
 * One thing that `standfirst members` does.
 *
 * options  those it takes; all acts share one list, so a name means the same everywhere
 * check    what is wrong with the call, before anything is opened; operands begin behind the act's word
 */
export type MembersAct = {
  readonly says: string;
  readonly options: Readonly<Record<string, Option>>;
  check(given: Given): string | undefined;
  run(house: House, given: Given, progress: Progress): Promise<Outcome>;
};
