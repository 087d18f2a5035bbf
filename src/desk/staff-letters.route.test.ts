import { expect, test } from 'vitest';
import { signIn } from '#accounts/testing/sign-in.js';
import { onBothDatabases } from '#harness/both-databases.js';
import { endLetter } from '#store/letters.sql.js';
import { deskHere } from './testing/desk-here.ts';

onBothDatabases('letters at the desk', (open) => {
  test('an admin sends a letter to themselves, and sees what became of it but not what it said', async () => {
    const store = await open();
    const here = await deskHere(store);
    const { cookie } = await signIn(store, { name: 'Mo', email: 'mo@paper.example', role: 'admin' });
    const tried = await here.ask(cookie, 'POST', '/letters/try');
    expect(tried.status).toBe(202);
    const { id } = tried.json as { id: number };
    await endLetter(store.db, id, { state: 'failed', why: 'Connection refused' }, new Date());
    const list = await here.ask(cookie, 'GET', '/letters');
    expect(list.json).toMatchObject({
      letters: [{ id, kind: 'try', to: 'mo@paper.example', state: 'failed', why: 'Connection refused' }],
    });
    expect(list.text).not.toContain('letters go out');
  });

  test('nobody without the right to the settings sees letters', async () => {
    const store = await open();
    const here = await deskHere(store);
    const { cookie } = await signIn(store, { name: 'Ada', email: 'ada@paper.example', role: 'chief' });
    expect((await here.ask(cookie, 'GET', '/letters')).json).toMatchObject({ code: 'not-allowed' });
    expect((await here.ask(cookie, 'POST', '/letters/try')).json).toMatchObject({ code: 'not-allowed' });
  });
});
