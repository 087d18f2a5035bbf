import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { Tries } from '#accounts/tries.js';
import { visitorOf } from '#accounts/visitor.js';
import { findByLetIn, letIn } from '#members/counter.sql.js';
import type { CounterPages } from './counter-pages.io.ts';
import type { AccountParts } from './door.ts';

/** Letting in, from one address: the code's own six tries come first. */
const LET_IN_RULE = { most: 40, withinMs: 10 * 60_000 };

const short = Type.String({ maxLength: 200 });
const Word = Type.Object({ word: Type.String({ maxLength: 64 }) });
const LetInForm = Type.Object({ pin: short, name: Type.Optional(short) });

/** /counter/in/WORD: what the code on a counter sheet leads to. The PIN, typed once, lets the device in. */
export function letInPages(at: CounterPages, parts: AccountParts): FastifyPluginAsyncTypebox {
  const { members } = parts;
  const tries = new Tries();
  return async (app) => {
    app.get('/counter/in/:word', { schema: { params: Word } }, async (request, reply) => {
      const found = await findByLetIn(at.db, request.params.word, members.clock());
      if (!found) return at.tell(reply, 'codeOver', 'codeOverAbout', 404);
      return at.drawLetIn(reply, request.params.word, found);
    });
    app.post('/counter/in/:word', { schema: { params: Word, body: LetInForm } }, async (request, reply) => {
      const now = members.clock();
      const { word } = request.params;
      const { from } = visitorOf(request.raw, members.settings().proxies);
      if (tries.spend(`let in ${from}`, LET_IN_RULE, now.getTime()) > 0)
        return at.tell(reply, 'locked', 'tooMany', 429);
      const found = await findByLetIn(at.db, word, now);
      if (!found) return at.tell(reply, 'codeOver', 'codeOverAbout', 404);
      const { t } = at.voiceOf(found);
      const { pin, name = '' } = request.body;
      const wish = { word, pin, name: name.trim() || t.deviceUsual, secret: members.secret };
      const outcome = await at.inOne((tx) => letIn(tx, wish, now));
      if (outcome.ok) {
        reply.header('set-cookie', at.cookie(outcome.value.token));
        return reply.redirect('/counter', 303);
      }
      if (outcome.refusal.code === 'code-over') return at.tell(reply, 'codeOver', 'codeOverAbout', 403);
      return at.drawLetIn(reply, word, found, { name, problem: t.pinWrong(outcome.refusal.left) });
    });
  };
}
