import { join } from 'node:path';
import type { HouseCommand } from './command.ts';

/** The demonstration paper lies beside the program. */
const DEMO_FOLDER = join(import.meta.dirname, '../../demo');

export const demoCommand: HouseCommand = {
  form: {
    name: 'demo',
    says: 'fills an empty data folder with the demonstration paper, dated back from today',
    operands: '',
    options: {},
  },
  kind: 'writes',
  needsData: false,
  async run(house, _given, progress) {
    const { fillWithDemo } = await import('#transfer/demo.io.js');
    const made = await fillWithDemo(house, DEMO_FOLDER, house.clock(), progress);
    return {
      exit: 0,
      json: made,
      text: `The demonstration paper is in ${house.folder}: ${made.stories} stories, ${made.pictures} pictures. All of it is invented.`,
    };
  },
};
