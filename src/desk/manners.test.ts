import { expect, test } from 'vitest';
import { signIn } from '#accounts/testing/sign-in.js';
import { onBothDatabases } from '#harness/both-databases.js';
import { deskHere } from './testing/desk-here.ts';

onBothDatabases('the desk’s door', (open) => {
  test('nobody who is not signed in is told anything', async () => {
    const here = await deskHere(await open());
    expect((await here.ask(undefined, 'GET', '/nothing-here')).status).toBe(401);
    expect((await here.ask('standfirst.session_token=forged.abc', 'GET', '/live')).json).toMatchObject({
      code: 'not-signed-in',
    });
  });

  test('a change that another site asks a browser for is refused', async () => {
    const store = await open();
    const here = await deskHere(store);
    const { cookie } = await signIn(store, { name: 'Ada', email: 'ada@paper.example', role: 'admin' });
    const answer = await here.app.inject({ method: 'POST', url: '/desk/api/live', headers: { cookie } });
    expect(answer.json()).toMatchObject({ code: 'not-from-the-desk' });
    expect((await here.ask(cookie, 'POST', '/nothing-here')).json).toMatchObject({
      code: 'desk-address-unknown',
    });
  });
});
