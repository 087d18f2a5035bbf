import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox';
import { wordDevice } from '#accounts/device-name.js';
import { listPasskeys } from '#accounts/passkeys.sql.js';
import { listSessions, type Session } from '#accounts/session.sql.js';
import { findStaff } from '#accounts/staff.sql.js';
import { wordDay } from '#members/money-house.js';
import { endDevices, removePasskey } from '#members/own-account.io.js';
import { Devices } from './devices.page.tsx';
import { type AccountParts, draw, readerOf } from './door.ts';
import { type OwnTexts, ownTexts } from './messages/own.ts';

const Asked = Type.Object({ done: Type.Optional(Type.String({ maxLength: 20 })) });
const Digits = Type.String({ pattern: '^[1-9][0-9]{0,14}$' });

/** /account/devices: where somebody is signed in, one or all others to be ended, and passkeys. */
export function devicePages(parts: AccountParts): FastifyPluginAsyncTypebox {
  const { members } = parts;
  const { db } = members.store;
  return async (app) => {
    app.get('/account/devices', { schema: { querystring: Asked } }, async (request, reply) => {
      const { id, session: here } = await readerOf(parts, request);
      const { language } = members.settings();
      const t = ownTexts(language);
      const sessions = await listSessions(db, id, members.clock());
      const passkeys = await listPasskeys(db, id);
      const content = Devices({
        t,
        devices: sessions.map((one) => deviceView(parts, t, one, here)),
        passkeys: passkeys.map(({ id: passkey, name, madeAt }) => {
          return { id: passkey, name: name || t.passkeyName(day(parts, madeAt ?? 0)) };
        }),
        atDesk: (await findStaff(db, id))?.active ?? false,
        done: doneWords(t, request.query.done),
      });
      return draw(reply, parts, { title: t.devices, back: { href: '/account', label: t.account }, content });
    });
    const one = Type.Object({ session: Digits });
    app.post('/account/devices/end', { schema: { body: one } }, async (request, reply) => {
      const { id } = await readerOf(parts, request);
      await endDevices(members, id, { only: Number(request.body.session) });
      return reply.redirect('/account/devices?done=one', 303);
    });
    app.post('/account/devices/end-others', async (request, reply) => {
      const { id, session } = await readerOf(parts, request);
      await endDevices(members, id, { but: session });
      return reply.redirect('/account/devices?done=others', 303);
    });
    const passkey = Type.Object({ passkey: Digits });
    app.post('/account/passkey/remove', { schema: { body: passkey } }, async (request, reply) => {
      const reader = await readerOf(parts, request);
      await removePasskey(members, reader, Number(request.body.passkey));
      return reply.redirect('/account/devices?done=passkey-removed', 303);
    });
  };
}

function deviceView(parts: AccountParts, t: OwnTexts, session: Session, here: number) {
  const { id, device, from, madeAt, seenAt } = session;
  const says = [t.since(day(parts, madeAt)), t.seen(day(parts, seenAt)), from].filter(Boolean).join(' · ');
  return { id, name: wordDevice(device), says, here: id === here };
}

function day({ members }: AccountParts, at: number): string {
  const { language, timeZone } = members.settings();
  return wordDay(at, language, timeZone);
}

function doneWords(t: OwnTexts, done: string | undefined): string | undefined {
  const words: Readonly<Record<string, string>> = {
    one: t.endedOne,
    others: t.endedOthers,
    'passkey-added': t.passkeyAdded,
    'passkey-removed': t.passkeyRemoved,
  };
  return done === undefined ? undefined : words[done];
}
