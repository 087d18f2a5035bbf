import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { note } from '#accounts/audit.sql.js';
import type { Staff } from '#accounts/staff.js';
import { fault } from '#kit/fault.js';
import type { MediaId } from '#kit/ids.js';
import { mediaFaults } from '#media/faults.js';
import { changePicture, getPicture, getPictureToChange, type Picture } from '#media/picture.sql.js';
import { removePicture } from '#media/remove-picture.io.js';
import type { Desk } from './desk.ts';
import { deskFaults } from './faults.ts';
import { IdParams } from './ids-asked.ts';
import { editorOf } from './manners.ts';
import { applyPictureChange, PictureChange } from './pictures-change.ts';
import { mayEditPicture, pictureReply } from './pictures-reply.ts';
import { isPictureUsed } from './pictures-uses.io.ts';
import type { PictureReply } from './shapes/pictures.ts';

/** PATCH and DELETE /desk/api/pictures/:id. A picture goes only when it stands nowhere. */
export function pictureChangeRoutes(desk: Desk): FastifyPluginAsyncTypebox {
  const { db } = desk.store;
  return async (api) => {
    const change = { schema: { params: IdParams, body: PictureChange } };
    api.patch('/pictures/:id', change, async (request): Promise<PictureReply> => {
      const staff = editorOf(request);
      const now = desk.clock();
      const changed = await db.transaction().execute(async (tx) => {
        const picture = await getPictureToChange(tx, request.params.id as MediaId);
        demandEdit(staff, picture);
        const after = applyPictureChange(picture, request.body);
        await changePicture(tx, after, now);
        const details = { fields: Object.keys(request.body) };
        await note(tx, {
          by: staff.id,
          act: 'picture.changed',
          about: 'picture',
          subject: picture.id,
          details,
          at: now,
        });
        return after;
      });
      return pictureReply(changed, staff, now);
    });

    api.delete('/pictures/:id', { schema: { params: IdParams } }, async (request, reply) => {
      const staff = editorOf(request);
      const now = desk.clock();
      const picture = await getPicture(db, request.params.id as MediaId);
      demandEdit(staff, picture);
      if (await isPictureUsed(db, picture.id)) throw fault(mediaFaults, 'media-used', { name: picture.name });
      await removePicture({ db, files: desk.files }, picture.id, now);
      const entry = { by: staff.id, act: 'picture.removed', about: 'picture', subject: picture.id, at: now };
      await db.transaction().execute((tx) => note(tx, { ...entry, details: { name: picture.name } }));
      return reply.code(204).send();
    });
  };
}

function demandEdit(staff: Staff, picture: Picture): void {
  if (!mayEditPicture(staff, picture)) throw fault(deskFaults, 'not-allowed', { right: 'edit-pictures' });
}
