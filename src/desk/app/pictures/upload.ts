import type { PictureReply, UploadReply } from '../../shapes/pictures.ts';
import { Refused } from '../api.ts';

/** A picture of the library as the server tells of it. */
export type PictureRow = PictureReply;

/** Puts one file into the library. throws  Refused with the server's sentence; TypeError where the line is down */
export async function uploadPicture(file: File): Promise<PictureRow> {
  return (await sendFile(file, () => {})).picture;
}

/**
 * Sends one file; a question of its own, so that each has its own progress and its own answer.
 *
 * heard  is told the share that has gone out, 0 to 1
 */
export function sendFile(file: File, heard: (share: number) => void): Promise<UploadReply> {
  return new Promise((resolve, reject) => {
    // Only this older way of asking tells how much has gone out.
    const request = new XMLHttpRequest();
    request.open('POST', '/desk/api/pictures');
    request.setRequestHeader('x-standfirst', 'desk');
    request.setRequestHeader('x-file-name', encodeURIComponent(file.name));
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded, total }) => heard(total > 0 ? loaded / total : 0);
    request.onerror = () => reject(new TypeError('The line broke.'));
    request.onload = () => {
      const answer: unknown = request.response;
      if (request.status < 300) return resolve(answer as UploadReply);
      const no = (answer ?? {}) as { code?: string; says?: string; details?: Record<string, unknown> };
      const says = no.says ?? `The server answered with ${request.status}. Try again in a moment.`;
      reject(new Refused(request.status, no.code ?? 'no-answer', says, no.details ?? {}));
    };
    request.send(file);
  });
}

/** Files that were dropped or pasted; a page's own text is none. */
export function filesOf(data: DataTransfer | null): File[] {
  return [...(data?.files ?? [])];
}
