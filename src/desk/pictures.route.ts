import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { holds } from '#accounts/rights.js';
import { findStaff } from '#accounts/staff.sql.js';
import { fault } from '#kit/fault.js';
import type { MediaId } from '#kit/ids.js';
import { mediaFaults } from '#media/faults.js';
import { listLibrary, listRightsTrouble } from '#media/library.sql.js';
import { getPicture } from '#media/picture.sql.js';
import { SOON_MS } from '#media/rights.js';
import { findMediaOut } from '#stories/media-use.sql.js';
import type { Desk } from './desk.ts';
import { IdParams } from './ids-asked.ts';
import { demand, editorOf } from './manners.ts';
import { pictureReply } from './pictures-reply.ts';
import { listPictureUses } from './pictures-uses.io.ts';
import type { PictureDetail, PictureList, RightsList } from './shapes/pictures.ts';

const Question = Type.Object({
  q: Type.Optional(Type.String({ maxLength: 300 })),
  kind: Type.Optional(Type.Union([Type.Literal('picture'), Type.Literal('file'), Type.Literal('any')])),
  missing: Type.Optional(Type.Union([Type.Literal('alt'), Type.Literal('credit'), Type.Literal('rights')])),
  mine: Type.Optional(Type.Boolean()),
  before: Type.Optional(Type.Integer({ minimum: 1 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 120 })),
});
const PAGE = 60;
const MOST_TROUBLE = 200;

/** GET below /desk/api/pictures: the library, pictures whose rights end, and one picture with where it stands. */
export function pictureRoutes(desk: Desk): FastifyPluginAsyncTypebox {
  const { db } = desk.store;
  return async (api) => {
    api.get('/pictures', { schema: { querystring: Question } }, async (request): Promise<PictureList> => {
      const staff = editorOf(request);
      demand(staff, 'add-pictures');
      const { q = '', kind = 'any', missing = null, mine, before = null, limit = PAGE } = request.query;
      const by = mine ? staff.id : null;
      const found = await listLibrary(db, { words: q, kind, missing, by, before, limit: limit + 1 });
      const pictures = found.slice(0, limit);
      const next = found.length > limit ? (pictures.at(-1)?.id ?? null) : null;
      return { pictures: pictures.map((picture) => pictureReply(picture, staff, desk.clock())), next };
    });

    // Those that readers see, since what stands nowhere harms nobody.
    api.get('/pictures/rights', async (request): Promise<RightsList> => {
      const staff = editorOf(request);
      demand(staff, 'add-pictures');
      const now = desk.clock();
      const soon = new Date(now.getTime() + SOON_MS);
      const all = await listRightsTrouble(db, soon, MOST_TROUBLE);
      const out = await findMediaOut(
        db,
        all.map(({ id }) => id),
        now,
      );
      const { uses } = await listPictureUses(
        db,
        all.map(({ id }) => id),
        staff,
        now,
      );
      const outOf = (id: MediaId) => (uses.get(id) ?? []).filter(({ state }) => state === 'out');
      const shown = all.filter(({ id }) => out.has(id) || outOf(id).length > 0);
      return {
        pictures: shown.map((picture) => ({
          picture: pictureReply(picture, staff, now),
          uses: outOf(picture.id),
        })),
      };
    });

    // For places that know a picture by its number alone, as the body of a story does. It may be published nowhere.
    api.get('/pictures/:id/shown', { schema: { params: IdParams } }, async (request, reply) => {
      const staff = editorOf(request);
      if (!holds(staff, 'read-unpublished') && !holds(staff, 'write')) demand(staff, 'add-pictures');
      const picture = await getPicture(db, request.params.id as MediaId);
      const { large, address } = pictureReply(picture, staff, desk.clock());
      const to = large ?? address;
      if (to === null) throw fault(mediaFaults, 'media-not-found', { id: picture.id });
      return reply.header('cache-control', 'private, max-age=300').redirect(to, 302);
    });

    api.get('/pictures/:id', { schema: { params: IdParams } }, async (request): Promise<PictureDetail> => {
      const staff = editorOf(request);
      demand(staff, 'add-pictures');
      const now = desk.clock();
      const picture = await getPicture(db, request.params.id as MediaId);
      const { uses, hidden } = await listPictureUses(db, [picture.id], staff, now);
      const by = picture.uploadedBy === null ? undefined : await findStaff(db, picture.uploadedBy);
      return {
        picture: pictureReply(picture, staff, now),
        uploadedAt: picture.madeAt,
        uploadedBy: by?.name ?? null,
        uses: uses.get(picture.id) ?? [],
        hidden: hidden.has(picture.id),
      };
    });
  };
}
