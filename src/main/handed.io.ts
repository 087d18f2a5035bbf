import type { Handle } from '#store/lock.io.js';
import type { Given } from './arguments.ts';
import type { Progress } from './command.ts';
import { commands } from './commands.ts';
import type { House } from './house.io.ts';

type HandedCommand = { command: string; given: Given };

/** Does commands that other processes hand to the one that serves; those that come before it is ready wait. */
export function answerRequests(): { open(house: House): void; handle: Handle } {
  let opened: (house: House) => void = () => {};
  const house = new Promise<House>((resolve) => {
    opened = resolve;
  });
  return {
    open: (ready) => opened(ready),
    handle: async (request, tell) => {
      const { command: name, given } = request as HandedCommand;
      const command = commands.find(({ form }) => form.name === name);
      if (!command || command.kind === 'makes')
        throw new Error(`The running Standfirst knows no command "${name}". It may be of another version.`);
      const progress: Progress = (says, share) => tell(share === undefined ? { says } : { says, share });
      return command.run(await house, given, progress);
    },
  };
}
