import { addressKey, reservedParts, slugify } from '#stories/address.js';
import type { BundleNote } from '../bundle.ts';
import type { RecordSources } from './item-records.ts';
import { keyOf } from './site-lists.ts';

const mostExamples = 3;

/**
 * Compares the addresses of an export with those that the paper answers itself, with its sections and with each other, before
 * anything is written. What it finds is told; the items come in all the same, at another address.
 */
export function checkAddresses({ index, survey, lists }: RecordSources): BundleNote[] {
  const sections = new Map<string, string>();
  for (const term of survey.terms.all()) {
    if (term.asSection > 0 && !lists.isNoSection(term) && lists.useOf(term.taxonomy) === 'section')
      sections.set(`/${slugify(term.slug)}`, keyOf(term));
  }
  const reserved = newNote(
    'An address is one that the paper itself answers. The item will have another one.',
  );
  const met = newNote(
    'An address is that of a section. The item will have another one; the old address will show the section.',
  );
  const doubled = newNote('Two items have the same address. The second will have another one.');
  for (const { path } of index.listPaths()) {
    const key = addressKey(path);
    if (reservedParts.has(key.split('/')[1] ?? '')) add(reserved, path);
    else if (sections.has(key)) add(met, path);
  }
  for (const { path } of index.listDoubledPaths()) add(doubled, path);
  return [reserved, met, doubled].filter(({ count }) => count > 0);
}

function newNote(says: string): BundleNote {
  return { kind: 'note', about: 'addresses', says, count: 0, examples: [] };
}

function add(note: BundleNote, path: string): void {
  note.count += 1;
  if (note.examples.length < mostExamples) note.examples.push(path);
}
