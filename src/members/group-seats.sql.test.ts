import { expect, test } from 'vitest';
import { hashWord } from '#accounts/hash.js';
import { onBothDatabases } from '#harness/both-databases.js';
import type { AccountId, GroupId } from '#kit/ids.js';
import { newInvitationText } from './code-random.io.ts';
import { addGroup, getGroup, saveGroup } from './group.sql.ts';
import type { Group } from './group.ts';
import {
  askByDomain,
  confirmSeat,
  endGroup,
  giveSeatBack,
  inviteToGroup,
  settleSeats,
  takeOwnSeat,
  takeSeat,
} from './group-seats.sql.ts';
import { listMemberships } from './membership.sql.ts';
import { hasAccess } from './membership.ts';
import { changeSeat, countUsedSeats, listSeats } from './seat.sql.ts';
import { newReader } from './testing/new-reader.ts';
import { saveTier } from './tier.sql.ts';

const now = new Date('2026-03-10T09:00:00Z');
const later = (days: number) => new Date(now.getTime() + days * 86_400_000);
const zone = 'Europe/Berlin';

onBothDatabases('groups', (open) => {
  async function aGroup(wish: Partial<Group> = {}) {
    const store = await open();
    const inTx = <Made>(work: Parameters<typeof run<Made>>[1]) => run(store, work);
    const tier = await inTx((tx) =>
      saveTier(
        tx,
        { slug: 'gold', name: 'Gold', says: '', benefits: [], position: 1, state: 'offered' },
        now,
      ),
    );
    const plain = {
      name: 'Harbour School',
      seats: 3,
      domain: 'school.example',
      networks: [],
      from: 0,
      until: null,
    };
    const group = await inTx((tx) => addGroup(tx, { ...plain, tier: tier.id, ...wish }, now));
    const invite = (emails: readonly string[], at = now) => {
      const invitations = emails.map((email) => ({ email, token: newInvitationText() }));
      return inTx((tx) => inviteToGroup(tx, { group: group.id, invitations }, at));
    };
    const tokenFor = async (email: string) => {
      const invited = await invite([email]);
      return invited.ok ? (invited.value.invited[0]?.token ?? '') : '';
    };
    const take = (token: string, account: AccountId, at = now) =>
      inTx((tx) => takeSeat(tx, { token, account, zone }, at));
    const someone = async () => (await newReader(store, {}, now)).account;
    return { store, inTx, group, invite, tokenFor, take, someone };
  }

  test('an invited colleague takes a seat and reads as a member', async () => {
    const { store, tokenFor, take, someone } = await aGroup();
    const [token, account] = [await tokenFor('ada@work.example'), await someone()];
    expect(await take(token, account)).toMatchObject({ ok: true, value: { until: null } });
    expect(await listMemberships(store.db, account)).toMatchObject([{ source: 'group', accessUntil: null }]);
    expect(await take(token, await someone())).toEqual({ ok: false, refusal: { code: 'unknown' } });
    expect(await take(await tokenFor('ada@home.example'), account)).toMatchObject({
      refusal: { code: 'yours-already' },
    });
  });

  test('many are invited at once, or none where the seats do not suffice', async () => {
    const { store, group, invite } = await aGroup();
    const four = ['a', 'b', 'c', 'd'].map((name) => `${name}@work.example`);
    expect(await invite(four)).toEqual({ ok: false, refusal: { code: 'too-few-seats', free: 3, wanted: 4 } });
    expect(await listSeats(store.db, group.id)).toEqual([]);
    expect(await invite(four.slice(0, 2))).toMatchObject({ ok: true });
    expect(await invite(four.slice(0, 3))).toMatchObject({ value: { already: four.slice(0, 2) } });
    expect(await countUsedSeats(store.db, group.id, now)).toBe(3);
  });

  test('thirty with a link of the domain at the same instant fill three seats', async () => {
    const { store, inTx, group, take, someone } = await aGroup();
    const tokens: string[] = [];
    for (let at = 0; at < 30; at += 1) {
      const token = newInvitationText();
      const asked = await inTx((tx) =>
        askByDomain(tx, { group, email: `p${at}@school.example`, token }, now),
      );
      expect(asked).toBe(true);
      tokens.push(token);
    }
    const accounts = await Promise.all(tokens.map(someone));
    const outcomes = await Promise.all(tokens.map((token, at) => take(token, accounts[at] as AccountId)));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(3);
    expect(outcomes.filter((one) => !one.ok && one.refusal.code === 'full')).toHaveLength(27);
    expect(await countUsedSeats(store.db, group.id, now)).toBe(3);
    const held = await store.db.selectFrom('membership').select('id').execute();
    expect(held).toHaveLength(3);
  });

  test('two who hold one invitation at the same instant do not both have the seat', async () => {
    const { tokenFor, take, someone } = await aGroup();
    const token = await tokenFor('ada@work.example');
    const [first, second] = [await someone(), await someone()];
    const outcomes = await Promise.all([first, second].map((account) => take(token, account)));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test('an address of the domain lapses after six months, and lives again when it is confirmed', async () => {
    const { store, inTx, group, take, someone } = await aGroup();
    const [token, account] = [newInvitationText(), await someone()];
    await inTx((tx) => askByDomain(tx, { group, email: 'ada@school.example', token }, now));
    await take(token, account);
    const [membership] = await listMemberships(store.db, account);
    if (!membership) throw new Error('Nothing is held.');
    expect(hasAccess(membership, later(180))).toBe(true);
    expect(hasAccess(membership, later(185))).toBe(false);
    expect(await countUsedSeats(store.db, group.id, later(185))).toBe(0);
    const [seat] = await listSeats(store.db, group.id);
    const again = newInvitationText();
    await inTx((tx) => changeSeat(tx, seat?.id ?? 0, { tokenHash: hashWord(again) }));
    expect(await inTx((tx) => confirmSeat(tx, { token: again, zone }, later(190)))).toMatchObject({
      ok: true,
    });
    const [renewed] = await listMemberships(store.db, account);
    expect(renewed && hasAccess(renewed, later(200))).toBe(true);
    expect(await inTx((tx) => confirmSeat(tx, { token: again, zone }, later(191)))).toMatchObject({
      ok: false,
    });
  });

  test('a link that was not used in time takes no seat, and a group that ended gives none', async () => {
    const { inTx, group, tokenFor, take, someone } = await aGroup();
    const token = await tokenFor('ada@work.example');
    expect(await take(token, await someone(), later(31))).toMatchObject({ refusal: { code: 'expired' } });
    await inTx((tx) => saveGroup(tx, { ...group, until: later(10).getTime() }, now));
    expect(await take(token, await someone(), later(11))).toMatchObject({ refusal: { code: 'over' } });
    await inTx((tx) => saveGroup(tx, { ...group, state: 'waiting' }, now));
    expect(await take(token, await someone())).toMatchObject({ refusal: { code: 'not-yet' } });
  });

  test('a seat that is taken back ends its membership and is free for somebody else', async () => {
    const { store, inTx, group, tokenFor, take, someone, invite } = await aGroup({ seats: 1 });
    const account = await someone();
    await take(await tokenFor('ada@work.example'), account);
    expect(await invite(['bo@work.example'])).toMatchObject({ ok: false });
    const [seat] = await listSeats(store.db, group.id);
    if (!seat) throw new Error('No seat.');
    await inTx((tx) => giveSeatBack(tx, { seat, by: 'owner' }, now));
    expect(await listMemberships(store.db, account)).toMatchObject([
      { state: 'ended', accessUntil: now.getTime() },
    ]);
    expect(await invite(['bo@work.example'])).toMatchObject({ ok: true });
  });

  test('a longer group makes its seats last longer, and one that ends ends them', async () => {
    const { store, inTx, group, tokenFor, take, someone } = await aGroup({ until: later(30).getTime() });
    const account = await someone();
    await take(await tokenFor('ada@work.example'), account);
    const longer = { ...group, until: later(400).getTime() };
    await inTx(async (tx) => settleSeats(tx, await saveGroup(tx, longer, now), now));
    expect(await listMemberships(store.db, account)).toMatchObject([{ accessUntil: later(400).getTime() }]);
    await inTx((tx) => endGroup(tx, { group: group.id }, later(1)));
    expect(await listMemberships(store.db, account)).toMatchObject([
      { state: 'ended', accessUntil: later(1).getTime() },
    ]);
    expect((await getGroup(store.db, group.id)).state).toBe('ended');
    await expect(inTx((tx) => endGroup(tx, { group: group.id }, later(2)))).rejects.toMatchObject({
      code: 'group-over',
    });
  });

  test('an owner takes a seat of their own, and one domain belongs to one group', async () => {
    const { store, inTx, group } = await aGroup();
    const { account, email } = await newReader(store, {}, now);
    const wish = { group: group.id, account, email, zone };
    expect(await inTx((tx) => takeOwnSeat(tx, wish, now))).toMatchObject({ ok: true });
    expect(await inTx((tx) => takeOwnSeat(tx, wish, now))).toMatchObject({
      refusal: { code: 'yours-already' },
    });
    const other = { ...group, name: 'Other', id: undefined as unknown as GroupId };
    await expect(inTx((tx) => addGroup(tx, other, now))).rejects.toMatchObject({
      code: 'group-domain-taken',
    });
  });
});

type Opened = Awaited<ReturnType<Parameters<Parameters<typeof onBothDatabases>[1]>[0]>>;
type OpenTx = Parameters<Parameters<ReturnType<Opened['db']['transaction']>['execute']>[0]>[0];

function run<Made>({ db }: Opened, work: (tx: OpenTx) => Promise<Made>): Promise<Made> {
  return db.transaction().execute(work);
}
