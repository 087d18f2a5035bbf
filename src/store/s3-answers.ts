import { SaxesParser } from 'saxes';
import type { StoredFile } from './files.io.ts';

/** Why an S3 store said no. `code` is its own word ('NoSuchKey'), '' where it gave none. */
export type Complaint = { status: number; code: string; says: string };

/** Reads the body of a refusal; servers, and what stands before them, do not always send one of S3's. */
export function readComplaint(status: number, xml: string): Complaint {
  const found = new Map<string, string>();
  readTexts(xml, (path, text) => {
    if (/^Error\/(Code|Message)$/.test(path)) found.set(path, text.trim());
  });
  const code = found.get('Error/Code') ?? '';
  const says = [found.get('Error/Message'), code && `(${code})`].filter(Boolean).join(' ');
  return { status, code, says: says.replace(/\.(?= |$)/, '') || `it answered with status ${status}` };
}

/** One page of ListObjectsV2; `next` is the token of the page after it. */
export function readList(xml: string): { files: StoredFile[]; next: string | undefined } {
  const files: StoredFile[] = [];
  let next: string | undefined;
  let file = { key: '', sizeBytes: 0, changedAt: new Date(0) };
  readTexts(xml, (path, text) => {
    if (path === 'ListBucketResult/Contents/Key') file = { ...file, key: text };
    if (path === 'ListBucketResult/Contents/Size') file = { ...file, sizeBytes: Number(text) };
    if (path === 'ListBucketResult/Contents/LastModified') file = { ...file, changedAt: new Date(text) };
    if (path === 'ListBucketResult/Contents') files.push(file);
    if (path === 'ListBucketResult/NextContinuationToken') next = text;
  });
  return { files, next };
}

/** Hands over each element as it ends, with the names that lead to it and the text right inside it. */
function readTexts(xml: string, found: (path: string, text: string) => void): void {
  const parser = new SaxesParser();
  const open: { name: string; text: string }[] = [];
  parser.on('error', () => {});
  parser.on('opentag', ({ name }) => open.push({ name, text: '' }));
  parser.on('text', (text) => {
    const innermost = open.at(-1);
    if (innermost) innermost.text += text;
  });
  parser.on('closetag', () => {
    const path = open.map(({ name }) => name).join('/');
    found(path, open.pop()?.text ?? '');
  });
  parser.write(xml).close();
}
