import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { note } from '#accounts/audit.sql.js';
import { writeLetter } from '#kit/letter-text.js';
import { listLetters, post } from '#store/letters.sql.js';
import type { Desk } from './desk.ts';
import { demand, editorOf } from './manners.ts';
import type { LetterList } from './shapes/letters.ts';

const SHOWN = 100;

/** GET /desk/api/letters: what became of the newest; POST /desk/api/letters/try: one to oneself, to see whether mail works. */
export function lettersRoutes({ store, clock, settings }: Desk): FastifyPluginAsyncTypebox {
  return async (api) => {
    api.get('/letters', async (request): Promise<LetterList> => {
      demand(editorOf(request), 'settings');
      return { letters: await listLetters(store.db, SHOWN) };
    });
    api.post('/letters/try', async (request, reply) => {
      const editor = editorOf(request);
      demand(editor, 'settings');
      const { name, language } = settings();
      const id = await store.db.transaction().execute(async (tx) => {
        const letter = { kind: 'try', to: editor.email, ...tryLetter(name, language) };
        const about = { act: 'letter.tried', about: 'letter', details: {} };
        const posted = await post(tx, letter, clock());
        await note(tx, { ...about, by: editor.id, subject: posted, at: clock() });
        return posted;
      });
      return reply.code(202).send({ id });
    });
  };
}

function tryLetter(paper: string, language: string) {
  const [subject, says] = /^de\b/i.test(language)
    ? [`Probebrief von ${paper}`, 'Wenn Sie dies lesen, gehen Briefe hinaus.']
    : [`A letter to try the mail of ${paper}`, 'If you read this, letters go out.'];
  return { subject, ...writeLetter({ paragraphs: [says] }) };
}
