import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox';
import { wordDay } from '#members/money-house.js';
import { type AccountParts, draw, readerOf } from './door.ts';
import { ownTexts } from './messages/own.ts';
import { Overview } from './overview.page.tsx';

const Asked = Type.Object({ new: Type.Optional(Type.String({ maxLength: 10 })) });

/** /account: where everything about one's own account is found. */
export function overviewPages(parts: AccountParts): FastifyPluginAsyncTypebox {
  const { members } = parts;
  return async (app) => {
    app.get('/account', { schema: { querystring: Asked } }, async (request, reply) => {
      const reader = await readerOf(parts, request);
      const { language, timeZone } = members.settings();
      const t = ownTexts(language);
      const held = reader.tiers.map(({ name: tier, until }) => {
        return { tier, until: until === null ? null : wordDay(until, language, timeZone) };
      });
      const about = [reader.email, reader.number && t.number(reader.number)].filter(Boolean).join(' · ');
      const content = Overview({ t, held, isStaff: reader.staff, isNew: request.query.new === '1' });
      return draw(reply, parts, { title: t.account, name: reader.name || t.account, about, content });
    });
  };
}
