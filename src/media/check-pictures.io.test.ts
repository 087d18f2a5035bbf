import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { onBothDatabases } from '#harness/both-databases.js';
import { newFolder } from '#harness/folder.js';
import { openFolderFiles } from '#store/files.io.js';
import { checkPictures } from './check-pictures.io.ts';
import { aPicture } from './picture.fixture.ts';
import { addPictures, type NewPicture } from './picture.sql.ts';

const now = new Date('2026-03-01T06:00:00Z');

function aNewPicture(name: string, text: string, differs: Partial<NewPicture> = {}): NewPicture {
  const { id: _, ...picture } = aPicture();
  const sha256 = createHash('sha256').update(text).digest('hex');
  return { ...picture, name, fileKey: `originals/${name}`, sha256, sizeBytes: text.length, ...differs };
}

onBothDatabases('a check of the library', (open) => {
  test('pictures that are there as they came have nothing to tell', async () => {
    const { db } = await open();
    const files = openFolderFiles(await newFolder());
    await files.write('originals/bridge.jpg', Buffer.from('bridge'), 'image/jpeg');
    await files.write('sizes/bridge/400.webp', Buffer.from('small'), 'image/webp');
    const pictures = [aNewPicture('bridge.jpg', 'bridge'), aNewPicture('bridge.jpg', 'bridge')];
    await db.transaction().execute((tx) => addPictures(tx, pictures, now));
    expect(await checkPictures(db, files)).toEqual([]);
  });

  test('a file that is gone, one that changed, one that was never found and one that nobody names', async () => {
    const { db } = await open();
    const files = openFolderFiles(await newFolder());
    await files.write('originals/changed.jpg', Buffer.from('changed since'), 'image/jpeg');
    await files.write('originals/stray.jpg', Buffer.from('stray'), 'image/jpeg');
    const pictures = [
      aNewPicture('gone.jpg', 'gone'),
      aNewPicture('changed.jpg', 'as it came'),
      aNewPicture('lost.jpg', '', { fileKey: null, sha256: null }),
      aNewPicture('', '', { fileKey: null, sha256: null }),
    ];
    const [gone, changed, lost] = await db.transaction().execute((tx) => addPictures(tx, pictures, now));
    const findings = await checkPictures(db, files);
    expect(findings.map(({ level, says }) => `${level}: ${says}`)).toEqual([
      `wrong: gone.jpg (number ${gone}) has lost its file originals/gone.jpg.`,
      `wrong: changed.jpg (number ${changed}) is not what came in: originals/changed.jpg.`,
      `note: Pictures that an import names and nobody has found: 1 (${lost}).`,
      'note: Files that no picture rests on: 1 (originals/stray.jpg). They harm nobody.',
    ]);
  });
});
