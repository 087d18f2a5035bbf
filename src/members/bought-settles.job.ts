import type { PaymentId } from '#kit/ids.js';
import type { Consumer } from '#store/runner.job.js';
import { settlePaidCode } from './bought.sql.ts';
import type { CodesHouse } from './codes.job.ts';

/** Makes gifts and groups good, or void, as soon as their payment tells of itself. */
export function boughtSettles(house: CodesHouse): Consumer {
  return {
    name: 'bought-settles',
    memory: false,
    hear: async (events) => {
      for (const { name, subject } of events) {
        if (!name.startsWith('payment.') || subject === null) continue;
        await settlePaidCode(house, subject as PaymentId, house.clock());
      }
    },
  };
}
