import { migrate } from '#store/migrate.sql.js';
import { type House, openHouse } from './house.io.ts';

/** Opens a data folder for writing, with its database brought up to this version first. */
export async function openPrepared(folder: string, options: { mustExist: boolean }): Promise<House> {
  const house = await openHouse(folder, options);
  try {
    await migrate(house.store.db, house.store.dialect, house.clock());
    return house;
  } catch (error) {
    await house.close();
    throw error;
  }
}
