import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { fault } from '#kit/fault.js';
import { mediaFaults } from '#media/faults.js';
import type { Desk } from './desk.ts';
import { demand, editorOf } from './manners.ts';
import { pictureReply } from './pictures-reply.ts';
import type { UploadReply } from './shapes/pictures.ts';
import { takeUpload } from './upload.io.ts';

const MEGABYTE = 1_000_000;

/**
 * POST /desk/api/pictures: a file as the body, whatever kind the asker says it is of, and its name percent-encoded in
 * the header `x-file-name`. One file a question, so that each has its own progress and its own answer.
 */
export function pictureUploadRoutes(desk: Desk): FastifyPluginAsyncTypebox {
  return async (api) => {
    // The body is a file, also where it is JSON: nothing here reads it but the library.
    api.removeAllContentTypeParsers();
    api.addContentTypeParser('*', (_request, _payload, done) => done(null));
    api.post(
      '/pictures',
      {
        schema: { headers: Type.Object({ 'x-file-name': Type.Optional(Type.String({ maxLength: 3000 })) }) },
      },
      async (request, reply): Promise<UploadReply> => {
        const staff = editorOf(request);
        demand(staff, 'add-pictures');
        const name = readName(request.headers['x-file-name']);
        const limit = desk.settings().uploadMb;
        if (Number(request.headers['content-length'] ?? 0) > limit * MEGABYTE)
          throw fault(mediaFaults, 'media-upload-too-large', { name, limit });
        const { picture, known } = await takeUpload(desk, { name, by: staff.id, body: request.raw });
        reply.code(known ? 200 : 201);
        return {
          picture: pictureReply(picture, staff, desk.clock()),
          known,
          renamed: !known && endingOf(picture.name) !== endingOf(name) && !isSameEnding(picture.name, name),
        };
      },
    );
  };
}

/** Without a readable name it is 'picture'; the library takes folders and control characters out. */
function readName(header: string | undefined): string {
  try {
    return decodeURIComponent(header ?? '').trim() || 'picture';
  } catch {
    return 'picture';
  }
}

function endingOf(name: string): string {
  return /\.([a-z0-9]{1,5})$/i.exec(name)?.[1]?.toLowerCase() ?? '';
}

/** Other spellings of the same ending are no news to anybody; pasted pictures have none. */
function isSameEnding(one: string, other: string): boolean {
  const even = (name: string): string => endingOf(name).replace('jpeg', 'jpg').replace('tiff', 'tif');
  return even(one) === even(other) || endingOf(other) === '';
}
