import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox';
import { findStaff } from '#accounts/staff.sql.js';
import { isFault } from '#kit/fault.js';
import { findConsent } from '#members/consent.sql.js';
import { consentWords } from '#members/consent-words.js';
import {
  confirmLetters,
  lookAtLetters,
  saveLanguage,
  saveLetters,
  saveName,
} from '#members/own-account.io.js';
import { type AccountParts, draw, readerOf } from './door.ts';
import { type OwnTexts, ownTexts } from './messages/own.ts';
import { ConfirmLetters, DetailsForm } from './own.page.tsx';
import { visitorIn } from './sign-in.route.ts';

const Asked = Type.Object({ done: Type.Optional(Type.String({ maxLength: 20 })) });
const Form = Type.Object({
  name: Type.Optional(Type.String({ maxLength: 500 })),
  language: Type.Union([Type.Literal(''), Type.Literal('en'), Type.Literal('de')]),
  letters: Type.Optional(Type.String({ maxLength: 10 })),
});
const Token = Type.Object({ token: Type.String({ minLength: 1, maxLength: 200 }) });

/** /account/details: name, language, and whether letters are welcome; /account/letters/TOKEN confirms that. */
export function detailsPages(parts: AccountParts): FastifyPluginAsyncTypebox {
  return async (app) => {
    await app.register(details(parts));
    await app.register(confirming(parts));
  };
}

function details(parts: AccountParts): FastifyPluginAsyncTypebox {
  const { members } = parts;
  const { db } = members.store;
  return async (app) => {
    app.get('/account/details', { schema: { querystring: Asked } }, async (request, reply) => {
      const { id, name, language } = await readerOf(parts, request);
      const t = textsOf(parts);
      const letters = (await findConsent(db, id, 'letters'))?.given ?? false;
      const atDesk = (await findStaff(db, id))?.active ?? false;
      const agrees = consentWords(members.settings());
      const done = doneWords(t, request.query.done);
      const content = DetailsForm({ t, name, language, letters, agrees, atDesk, done });
      return draw(reply, parts, { title: t.details, back: { href: '/account', label: t.account }, content });
    });
    app.post('/account/details', { schema: { body: Form } }, async (request, reply) => {
      const reader = await readerOf(parts, request);
      const { name, language, letters } = request.body;
      if (name !== undefined && name.trim() !== reader.name) await saveName(members, reader, name);
      if (language !== reader.language) await saveLanguage(members, reader, language);
      const wanted = letters === 'yes';
      const did = await saveLetters(members, { ...reader, language }, wanted, visitorIn(members, request));
      return reply.redirect(`/account/details?done=${did === 'asked' ? 'asked' : 'saved'}`, 303);
    });
  };
}

function doneWords(t: OwnTexts, done: string | undefined): string | undefined {
  return done === 'asked' ? t.lettersAsked : done === 'saved' ? t.saved : undefined;
}

function confirming(parts: AccountParts): FastifyPluginAsyncTypebox {
  const { members } = parts;
  return async (app) => {
    app.get('/account/letters/:token', { schema: { params: Token } }, async (request, reply) => {
      const t = textsOf(parts);
      const { token } = request.params;
      const agrees = await lookAtLetters(members, token);
      const over = { title: t.over, about: t.overAbout, status: 410, content: null };
      if (agrees === undefined) return draw(reply, parts, over);
      const content = ConfirmLetters({ t, token, agrees });
      return draw(reply, parts, { title: t.confirm, about: t.confirmAbout, content });
    });
    app.post('/account/letters/:token', { schema: { params: Token } }, async (request, reply) => {
      const t = textsOf(parts);
      const back = { href: '/account', label: t.account };
      try {
        await confirmLetters(members, request.params.token, visitorIn(members, request));
        return draw(reply, parts, { title: t.confirm, about: t.confirmed, back, content: null });
      } catch (error) {
        if (!isFault(error, 'link-over')) throw error;
        return draw(reply, parts, { title: t.over, about: t.overAbout, back, status: 410, content: null });
      }
    });
  };
}

function textsOf({ members }: AccountParts): OwnTexts {
  return ownTexts(members.settings().language);
}
