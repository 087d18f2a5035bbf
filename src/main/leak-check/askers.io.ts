import type { House } from '../house.io.ts';
import type { Asker } from './may-see.ts';
import type { Planted } from './plant.io.ts';

const nobody = { registered: false, tiers: [], opened: [] } as const;

/** Every kind of reader, made in the copy. */
export async function listAskers(_copy: House, _url: string, _planted: Planted): Promise<Asker[]> {
  return [
    { name: 'anonymous', headers: {}, ...nobody },
    {
      name: 'crawler',
      headers: { 'user-agent': 'Googlebot/2.1 (+http://www.google.com/bot.html)' },
      ...nobody,
    },
  ];
}
