import type { BundleComment, BundleMedia, BundleOrigin, BundleRedirect } from '../bundle.ts';
import type { AddressLine, CommentLine, MediaLine } from './form.ts';
import { originId } from './origin-ids.ts';

/** A picture or file of an export. It goes on answering where it lay at an older site. */
export function mediaRecord(line: MediaLine, origin: BundleOrigin): BundleMedia {
  const { id, file, name, alt, caption, credit, mime, width, height, oldPath } = line;
  return {
    kind: 'media',
    origin,
    url: oldPath ?? `/files/${file ?? `lost/${id}`}`,
    fileName: null,
    file: file === null ? null : `files/${file}`,
    variants: [],
    title: name,
    ...{ alt, caption, credit, mime, widthPx: width, heightPx: height },
    story: null,
    path: null,
    uploadedMs: Date.parse(line.made),
  };
}

export function commentRecord(line: CommentLine, origin: BundleOrigin): BundleComment {
  const { story, parent, author, text, state, written } = line;
  return {
    kind: 'comment',
    origin,
    story: originId('story', story),
    parent: parent === null ? null : originId('comment', parent),
    author,
    email: null,
    atMs: Date.parse(written),
    state: state === 'refused' ? 'binned' : state,
    text,
  };
}

export function redirectRecord(line: AddressLine, file: string, at: number): BundleRedirect {
  const prefix = line.address.endsWith('/*');
  return {
    kind: 'redirect',
    from: prefix ? line.address.slice(0, -1) : line.address,
    prefix,
    to: 'to' in line ? { is: 'address', address: line.to } : { is: 'gone' },
    lasting: true,
    file,
    line: at,
  };
}
