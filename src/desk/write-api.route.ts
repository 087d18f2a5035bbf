import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { StoryId } from '#kit/ids.js';
import type { Desk } from './desk.ts';
import { outsidePush } from './outside-push.route.ts';
import { cleanQuestions } from './question.ts';
import { takeUpload } from './upload.io.ts';
import { demandKey } from './write-api-key.io.ts';
import { type Asked, doneOnce } from './write-api-once.sql.ts';
import {
  Draft,
  NewStory,
  OnceHeader,
  PictureReply,
  PublishWish,
  Refusal,
  StoryChange,
  StoryParams,
  Written,
} from './write-api-shapes.ts';
import { putOut, readDraft, rewriteStory, type Writing, writeStory } from './write-api-story.sql.ts';

const refusals = { '4xx': Refusal, '5xx': Refusal };
const security = [{ key: [] }];
const BODY_BYTES = 8_000_000;

/**
 * What machines may write, beside the read API under /api and described with it: stories made, changed and published,
 * pictures added. Every question carries a key with the scope it needs.
 */
export function writeApi(desk: Desk): FastifyPluginAsyncTypebox {
  return async (api) => {
    cleanQuestions(api);
    await api.register(draftQuestions(desk));
    await api.register(publishQuestion(desk));
    await api.register(pictureQuestion(desk));
    await api.register(outsidePush(desk));
  };
}

function draftQuestions(desk: Desk): FastifyPluginAsyncTypebox {
  const { db } = desk.store;
  return async (api) => {
    const ofNew = {
      summary: 'Make a story',
      description: 'It is a draft until it is published. Scope: write-drafts.',
      headers: OnceHeader,
      body: NewStory,
      response: { 201: Written, ...refusals },
      security,
    };
    api.post('/stories', { schema: ofNew, bodyLimit: BODY_BYTES }, async (request, reply) => {
      const key = await demandKey(desk, request, 'write-drafts');
      const writing = writingOf(desk, key);
      const asked: Asked = {
        key,
        once: request.headers['idempotency-key'],
        question: ['make', request.body],
      };
      const { answer, again } = await doneOnce(db, asked, writing.now, (tx) =>
        writeStory(tx, writing, request.body),
      );
      if (again) reply.header('idempotent-replayed', 'true');
      return reply.code(201).send(answer);
    });
    const ofDraft = {
      summary: 'What the desk has of a story',
      description: 'With the base that a change has to name. Scope: write-drafts.',
      params: StoryParams,
      response: { 200: Draft, ...refusals },
      security,
    };
    api.get('/stories/:id/draft', { schema: ofDraft }, async (request) => {
      const key = await demandKey(desk, request, 'write-drafts');
      await desk.collab?.flush();
      return readDraft(db, writingOf(desk, key), request.params.id as StoryId);
    });
    const ofChange = {
      summary: 'Change a story',
      description:
        'Only what is named changes, in the document that people type in. With an old base it is refused (409): read the draft again. Scope: write-drafts; publish too, once it is published.',
      params: StoryParams,
      headers: OnceHeader,
      body: StoryChange,
      response: { 200: Written, ...refusals },
      security,
    };
    api.put('/stories/:id', { schema: ofChange, bodyLimit: BODY_BYTES }, async (request, reply) => {
      const key = await demandKey(desk, request, 'write-drafts');
      const [writing, id] = [writingOf(desk, key), request.params.id as StoryId];
      await desk.collab?.flush();
      const asked: Asked = {
        key,
        once: request.headers['idempotency-key'],
        question: ['change', id, request.body],
      };
      const { answer, again } = await doneOnce(db, asked, writing.now, (tx) =>
        rewriteStory(tx, writing, id, request.body),
      );
      if (again) reply.header('idempotent-replayed', 'true');
      return answer;
    });
  };
}

function publishQuestion(desk: Desk): FastifyPluginAsyncTypebox {
  const { db } = desk.store;
  return async (api) => {
    const schema = {
      summary: 'Publish a story',
      description:
        'Now, or at a time. What blocks it at the desk blocks it here: an embargo, a hold, pictures without rights, a second pair of eyes. Scope: publish.',
      params: StoryParams,
      headers: OnceHeader,
      body: PublishWish,
      response: { 200: Written, ...refusals },
      security,
    };
    api.post('/stories/:id/publish', { schema }, async (request, reply) => {
      const key = await demandKey(desk, request, 'publish');
      const [writing, id] = [writingOf(desk, key), request.params.id as StoryId];
      await desk.collab?.flush();
      const asked: Asked = {
        key,
        once: request.headers['idempotency-key'],
        question: ['publish', id, request.body],
      };
      const { answer, again } = await doneOnce(db, asked, writing.now, (tx) =>
        putOut(tx, writing, id, request.body),
      );
      if (again) reply.header('idempotent-replayed', 'true');
      return answer;
    });
  };
}

function pictureQuestion(desk: Desk): FastifyPluginAsyncTypebox {
  return async (api) => {
    // The body is a file, also where it is JSON: nothing here reads it but the library.
    api.removeAllContentTypeParsers();
    api.addContentTypeParser('*', (_request, _payload, done) => done(null));
    const schema = {
      summary: 'Add a picture',
      description:
        'The file is the body of the question, whatever kind it is said to be. The same file is kept once. Scope: pictures.',
      querystring: Type.Object({
        name: Type.String({ minLength: 1, maxLength: 300, description: 'as harbour.jpg' }),
      }),
      response: { 200: PictureReply, 201: PictureReply, ...refusals },
      security,
    };
    api.post('/pictures', { schema }, async (request, reply) => {
      const key = await demandKey(desk, request, 'pictures');
      const upload = { name: request.query.name, by: key.madeBy, body: request.raw };
      const { picture, known } = await takeUpload(desk, upload);
      const { id, name, widthPx, heightPx, alt, caption, credit } = picture;
      return reply
        .code(known ? 200 : 201)
        .send({ id, known, name, width: widthPx, height: heightPx, alt, caption, credit });
    });
  };
}

function writingOf({ accounts, clock }: Desk, key: Writing['key']): Writing {
  return { key, address: accounts.address(), now: clock() };
}
