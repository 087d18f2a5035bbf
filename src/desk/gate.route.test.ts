import { beforeAll, expect, test } from 'vitest';
import { listAudit } from '#accounts/audit.sql.js';
import type { Role } from '#accounts/staff.js';
import { signIn } from '#accounts/testing/sign-in.js';
import { onBothDatabases, type TestStore } from '#harness/both-databases.js';
import type { StoryId } from '#kit/ids.js';
import { spendStory } from '#members/meter.sql.js';
import { newReader } from '#members/testing/new-reader.js';
import { readSettings } from '#paper/settings.js';
import { addTestStories } from '#stories/testing/new-story.js';
import type { GateReply } from './shapes/gate.ts';
import { type DeskHere, deskHere } from './testing/desk-here.ts';

const now = new Date('2026-06-01T12:00:00Z');
const settings = readSettings([
  { from: 'the test', values: { meterPeriod: 'month', meterAnonymous: 1, meterRegistered: 3 } },
]);

onBothDatabases('why a reader was stopped', (open) => {
  let store: TestStore;
  let desk: DeskHere;
  let ids: StoryId[];
  beforeAll(async () => {
    store = await open();
    desk = await deskHere(store, { clock: () => now, settings });
    const common = { at: '2026-05-01T08:00:00Z', text: 'One\nTwo\nThree' };
    ids = (await addTestStories(store, [
      { ...common, headline: 'For members', access: { to: 'members' } },
      { ...common, headline: 'For gold', access: { to: 'tiers', tiers: ['gold'] } },
      { ...common, headline: 'Not yet', state: 'draft', access: { to: 'members' } },
    ])) as StoryId[];
  });

  let people = 0;
  const as = async (role: Role) => {
    people += 1;
    const { cookie } = await signIn(store, { email: `${people}@desk.example`, name: role, role }, now);
    return (method: string, path: string, body?: unknown) => desk.ask(cookie, method, path, body);
  };
  const why = async (story: StoryId | undefined, reader: number | 'anonymous', more = '') => {
    const ask = await as('commercial');
    return ask('GET', `/gate?story=${story}&reader=${reader}${more}`);
  };

  test('somebody without an account is stopped for having none, and has a free story', async () => {
    const { json } = await why(ids[0], 'anonymous');
    expect(json).toMatchObject({
      decision: { is: 'opening', why: 'not-registered' },
      reader: null,
      meter: { most: 1, period: 'month' },
    });
  });

  test('a member of another tier is stopped for that, and the desk sees which ones they hold and held', async () => {
    const until = new Date('2026-07-01T00:00:00Z');
    const { account } = await newReader(store, { tiers: ['silver'], until }, now);
    const { json } = await why(ids[1], account);
    expect(json).toMatchObject({
      decision: { is: 'opening', why: 'other-tier' },
      needs: ['gold'],
      tiers: [{ slug: 'silver', runs: true, opens: false, until: until.getTime() }],
    });
    expect((await why(ids[0], account)).json).toMatchObject({ decision: { is: 'whole', by: 'tier' } });
  });

  test('what somebody read is not shown: not even that it was this story', async () => {
    const { account } = await newReader(store, {}, now);
    const wish = { account, settings, secret: desk.desk.members.secret, story: ids[0] as StoryId };
    const access = { to: 'members' as const };
    await store.db.transaction().execute((tx) => spendStory(tx, { ...wish, access }, now));
    const { json } = await why(ids[0], account);
    expect(json).toMatchObject({ decision: { is: 'opening', why: 'no-tier' }, meter: { spent: 1, most: 3 } });
  });

  test('a reader in the network of a group reads as the group does', async () => {
    const { account } = await newReader(store, { tiers: ['gold'] }, now);
    const tier = await store.db
      .selectFrom('tier')
      .select('id')
      .where('slug', '=', 'gold')
      .executeTakeFirstOrThrow();
    const group = {
      name: 'Library',
      tier_id: tier.id,
      owner_id: account,
      seats: 1,
      networks: '["192.0.2.0/24"]',
    };
    const times = { from_at: 0, until_at: null, made_at: 0, changed_at: 0 };
    await store.db
      .insertInto('member_group')
      .values({ ...group, domain: null, ...times })
      .execute();
    await desk.desk.members.networks.load();
    expect((await why(ids[1], 'anonymous', '&address=192.0.2.9')).json).toMatchObject({
      decision: { is: 'whole', by: 'tier' },
      network: { name: 'Library', opens: true },
    });
    expect(((await why(ids[1], 'anonymous', '&address=192.0.3.9')).json as GateReply).network).toBeNull();
  });

  test('a story that is not out, and a reader who is none, are not told of; and not everybody may ask', async () => {
    expect((await why(ids[2], 'anonymous')).status).toBe(404);
    expect((await why(ids[0], 999_999)).status).toBe(404);
    const reporter = await as('reporter');
    expect((await reporter('GET', `/gate?story=${ids[0]}&reader=anonymous`)).status).toBe(403);
  });

  test('an editor takes breaking news out of the meter, which is written down; a reporter does not', async () => {
    const [editor, reporter] = [await as('editor'), await as('reporter')];
    expect((await reporter('PUT', `/stories/${ids[0]}/meter`, { free: true })).status).toBe(403);
    expect((await editor('PUT', `/stories/${ids[0]}/meter`, { free: true })).json).toEqual({
      free: true,
      metered: true,
      mayChange: true,
    });
    expect((await why(ids[0], 'anonymous')).json).toMatchObject({
      story: { exempt: true },
      decision: { is: 'whole', by: 'open' },
    });
    const [line] = await listAudit(store.db, { act: 'story.meter-changed', limit: 5 });
    expect(line).toMatchObject({ subject: ids[0], details: { free: true } });
    const table = (await editor('GET', '/gate/table')).json as { rows: { access: string }[] };
    expect(table.rows.map(({ access }) => access)).toEqual([
      'open',
      'registered',
      'members',
      'tiers',
      'exempt',
    ]);
  });
});
