import type { GroupId } from '#kit/ids.js';
import type { OutboxEvent } from '#store/outbox.sql.js';
import type { Consumer } from '#store/runner.job.js';
import type { Db } from '#store/tables.js';
import { compileNetworks, type FindNetwork, type NetworkGroup } from './networks.ts';

const MATTERS = new Set(['group.changed', 'tier.changed', 'publication.restored']);

/** The networks of groups, kept ready in memory: they are asked for at every page. */
export class Networks {
  readonly #db: Db;
  #find: FindNetwork = () => undefined;
  #any = false;

  constructor(db: Db) {
    this.#db = db;
  }

  /** Whether any group has a network; where none has, nobody's address is looked at. */
  get any(): boolean {
    return this.#any;
  }

  /** The group at a client's address; `now` in milliseconds. */
  find(address: string, now: number): NetworkGroup | undefined {
    return this.#find(address, now);
  }

  /** Reads them anew, as after a change. */
  async load(): Promise<void> {
    const groups = await listNetworkGroups(this.#db);
    this.#find = compileNetworks(groups);
    this.#any = groups.length > 0;
  }

  get consumer(): Consumer {
    return { name: 'members-networks', memory: true, hear: (events) => this.#hear(events) };
  }

  async #hear(events: readonly OutboxEvent[]): Promise<void> {
    if (events.some(({ name }) => MATTERS.has(name))) await this.load();
  }
}

/** Whether any group reads by its network, without an account. */
export async function hasNetworks(db: Db): Promise<boolean> {
  return (await listNetworkGroups(db)).length > 0;
}

async function listNetworkGroups(db: Db): Promise<NetworkGroup[]> {
  const rows = await db
    .selectFrom('member_group')
    .innerJoin('tier', 'tier.id', 'member_group.tier_id')
    .select(['member_group.id', 'member_group.name', 'tier.slug', 'networks', 'from_at', 'until_at'])
    .where('member_group.state', '=', 'running')
    .where('networks', '!=', '[]')
    .orderBy('member_group.id')
    .execute();
  return rows.map((row) => ({
    ...{ id: row.id as GroupId, name: row.name, tier: row.slug, from: row.from_at, until: row.until_at },
    networks: JSON.parse(row.networks) as string[],
  }));
}
