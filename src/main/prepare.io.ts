import { prepareDatabase } from '#store/upgrade.io.js';
import { type House, openHouse } from './house.io.ts';

/**
 * Opens a data folder for writing, with its database brought up to this version first. Whoever calls holds the folder.
 *
 * throws  what opening and upgrading throw: store-missing, store-not-writable, store-newer, store-step-failed
 */
export async function openPrepared(folder: string, options: { mustExist: boolean }): Promise<House> {
  const databaseUrl = process.env.STANDFIRST_DATABASE;
  await prepareDatabase({ folder, databaseUrl, ...options }, new Date());
  return openHouse(folder, options);
}
