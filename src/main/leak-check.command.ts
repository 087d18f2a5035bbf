import { type Given, givenValue, givenValues, hasFlag } from './arguments.ts';
import type { FolderCommand, Outcome, Progress } from './command.ts';
import { openHouse } from './house.io.ts';
import { type CopyChecked, checkCopy } from './leak-check/check-copy.io.ts';
import { isClean, wordFindings } from './leak-check/findings.ts';

/** Closed stories of the paper's own that are looked at without --all, and addresses for each kind of reader. */
const SAMPLE = 200;
const MOST_ADDRESSES = 2_500;

/** It makes something, though in a place of its own: nothing of the publication is opened for writing. */
export const leakCheckCommand: FolderCommand = {
  form: {
    name: 'leak-check',
    says: 'looks for words that readers must not see: hides some in a copy of the archive and reads it as everybody',
    operands: '',
    options: {
      all: { says: `every closed story, and every address; without it ${SAMPLE} and ${MOST_ADDRESSES}` },
      keep: { says: 'leaves the copy for you to look at' },
      database: {
        value: 'URL',
        says: 'an empty Postgres database for the copy, where the paper is on Postgres',
      },
    },
  },
  kind: 'makes',
  check: (given) => (given.operands.length > 0 ? 'leak-check takes options only.' : undefined),
  make: checkOwn,
};

async function checkOwn(folder: string, given: Given, tell: Progress): Promise<Outcome> {
  const house = await openHouse(folder, { readOnly: true, mustExist: true });
  try {
    const all = hasFlag(given, 'all');
    const wish = {
      sample: all ? Number.POSITIVE_INFINITY : SAMPLE,
      most: all ? Number.POSITIVE_INFINITY : MOST_ADDRESSES,
      databaseUrl: givenValue(given, 'database'),
      keep: hasFlag(given, 'keep'),
    };
    return outcomeOf(await checkCopy(house, wish, tell));
  } finally {
    await house.close();
  }
}

function outcomeOf(checked: CopyChecked): Outcome {
  const { stories, folder } = checked;
  const which = stories.known < stories.of ? `${stories.known} of ${stories.of}` : `${stories.known}`;
  const what = `In a copy of the paper, with words in ${which} closed stories of its own and ${stories.planted} made for this:`;
  const kept = folder === null ? '' : `\nThe copy is in ${folder}; it is asleep.`;
  const exit = isClean(checked) ? 0 : 1;
  return { exit, json: checked, text: wordFindings(checked, what) + kept };
}

void givenValues;
