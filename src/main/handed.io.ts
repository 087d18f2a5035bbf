import type { Given } from './arguments.ts';
import type { Outcome, Progress } from './command.ts';
import { commands } from './commands.ts';
import type { House } from './house.io.ts';

type HandedCommand = { command: string; given: Given };

/** A line of progress or, last, the outcome; what `askHolder` hands back. */
export type HandedLine = { says: string; share?: number };

/** Does commands that others hand to the process that serves; those that come before it is ready wait. */
export function answerRequests(): {
  open(house: House): void;
  answer(request: unknown): (tell: (line: HandedLine) => void) => Promise<Outcome>;
} {
  let opened: (house: House) => void = () => {};
  const house = new Promise<House>((resolve) => {
    opened = resolve;
  });
  return {
    open: (ready) => opened(ready),
    answer: (request) => async (tell) => {
      const { command: name, given } = request as HandedCommand;
      const command = commands.find(({ form }) => form.name === name);
      if (!command)
        throw new Error(`The running Standfirst knows no command "${name}". It may be of another version.`);
      const progress: Progress = (says, share) => tell(share === undefined ? { says } : { says, share });
      return command.run(await house, given, progress);
    },
  };
}
