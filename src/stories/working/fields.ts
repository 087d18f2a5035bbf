import type { Doc } from 'yjs';
import { openAccess, readAccess, writeAccess } from '../access.ts';
import { printable } from '../document/printable.ts';
import { cleanLink, isWebAddress } from '../document/safe-address.ts';
import type { Content, Credit, LeadPicture } from '../story.ts';
import { type FieldName, fieldsOf, type TextPart, textOf } from './layout.ts';

export type Fields = Omit<Content, 'body' | TextPart>;

const MOST = 500;
const LONGEST_FIELD = 10_000;

/** Fields as they stand in a shared document, each as it starts where what is there makes no sense. */
export function readFields(doc: Doc): Fields {
  const fields = fieldsOf(doc);
  const line = (name: FieldName) => readLine(fields.get(name));
  const canonical = readLine(fields.get('canonical'));
  return {
    frontHeadline: line('frontHeadline'),
    dateline: line('dateline'),
    section: readId(fields.get('section')) as Content['section'],
    credits: readList(fields.get('credits')).flatMap(readCredit),
    agencyCredit: line('agencyCredit'),
    topics: readIds(fields.get('topics')) as Content['topics'],
    access: readKeptAccess(fields.get('access')),
    lead: readLead(fields.get('lead')),
    language: line('language').slice(0, 35),
    searchTitle: line('searchTitle'),
    searchDescription: line('searchDescription'),
    canonical: isWebAddress(canonical) ? (cleanLink(canonical) ?? '') : '',
    noindex: fields.get('noindex') === true,
  };
}

/** Fields as they are put in a shared document. */
export function writeFields(content: Content): Partial<Record<FieldName, unknown>> {
  const { headline, standfirst, kicker, body, access, ...fields } = content;
  return { ...fields, access: writeAccess(access) };
}

export function readText(doc: Doc, part: TextPart): string {
  return oneLine(textOf(doc, part).toString());
}

/** The slug that the desk wants; '' where it wants none of its own. */
export function readSlug(doc: Doc): string {
  return readLine(fieldsOf(doc).get('slug'));
}

function readLine(value: unknown): string {
  return typeof value === 'string' ? oneLine(value.slice(0, LONGEST_FIELD)) : '';
}

function oneLine(text: string): string {
  return printable(text)
    .replace(/\s*\n\s*/g, ' ')
    .trim();
}

function readKeptAccess(value: unknown): Content['access'] {
  if (value === undefined || value === null) return openAccess;
  return readAccess(typeof value === 'string' ? value : '');
}

function readCredit(value: unknown): Credit[] {
  const { byline, role } = asObject(value);
  const id = readId(byline);
  return id === null ? [] : [{ byline: id as Credit['byline'], role: readLine(role) }];
}

function readLead(value: unknown): LeadPicture | null {
  const { media, alt, caption, credit } = asObject(value);
  const id = readId(media);
  if (id === null) return null;
  return {
    media: id as LeadPicture['media'],
    alt: readLine(alt),
    caption: readLine(caption),
    credit: readLine(credit),
  };
}

function readIds(value: unknown): number[] {
  return [...new Set(readList(value).flatMap((one) => readId(one) ?? []))];
}

function readId(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : null;
}

function readList(value: unknown): unknown[] {
  return Array.isArray(value) ? value.slice(0, MOST) : [];
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
