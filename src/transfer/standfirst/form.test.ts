import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  AuditLine,
  FrontLaunchLine,
  FrontLine,
  FrontVersionLine,
  MergedLine,
  StaffLine,
  TaskLine,
  UpdateLine,
  WebhookLine,
  WorkingLine,
  WorkLine,
} from './desk-form.ts';
import {
  BylineLine,
  CommentLine,
  lineFiles,
  Manifest,
  MediaLine,
  Publication,
  RevisionLine,
  readerOf,
  StoryLine,
  TopicLine,
  ViewLine,
} from './form.ts';

const page = readFileSync(join(import.meta.dirname, '../../../docs/contracts.md'), 'utf8');

test('docs/contracts.md names every file and every field of an export', () => {
  const part = page.slice(
    page.indexOf('### The form of an export'),
    page.indexOf('### The form of a backup'),
  );
  const forms = [Manifest, Publication, MediaLine, BylineLine, TopicLine, StoryLine, RevisionLine];
  const ofDesk = [
    ...[StaffLine, MergedLine, WorkLine, TaskLine, UpdateLine, WorkingLine],
    ...[FrontLine, FrontVersionLine, FrontLaunchLine, AuditLine, WebhookLine],
  ];
  const fields = [...forms, CommentLine, ViewLine, ...ofDesk].flatMap((form) => Object.keys(form.properties));
  const missing = [...new Set(fields)].filter(
    (name) => !part.includes(`\`${name}\``) && !part.includes(`"${name}"`),
  );
  expect(missing).toEqual([]);
  expect(lineFiles.filter((name) => !part.includes(`\`${name}\``))).toEqual([]);
});

test('a line of another form is told by its field', () => {
  const read = readerOf(TopicLine);
  const topic = {
    ...{ id: 1, slug: 'river', name: 'River', kind: 'subject', introduction: '', aliases: [], listed: true },
  };
  expect(read(topic)).toMatchObject({ ok: true });
  expect(read({ ...topic, kind: 'stream' })).toMatchObject({ refusal: expect.stringContaining('"kind"') });
  expect(read({ ...topic, aliases: [7] })).toMatchObject({ refusal: expect.stringContaining('"aliases.0"') });
  expect(read({ slug: 'river' })).toMatchObject({ refusal: expect.stringContaining('id') });
  expect(read(null)).toMatchObject({ ok: false });
});
