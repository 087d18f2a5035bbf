import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { newFolder } from '#harness/folder.js';
import { openFolderFiles } from '#store/files.io.js';
import { openMediaFolder, takeInOldFile } from './import-folder.io.ts';

/** A folder with these files, each holding its own name. */
async function aFolder(...paths: (string | Buffer)[]): Promise<string> {
  const folder = await newFolder('uploads');
  for (const path of paths) {
    const whole = Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(path as string)]);
    await mkdir(dirname(whole.toString('latin1')), { recursive: true });
    await writeFile(whole, path);
  }
  return folder;
}

async function whereIs(folder: string, oldPath: string, variants?: string[]): Promise<string | undefined> {
  const found = await (await openMediaFolder(folder)).find(oldPath, variants);
  return found?.path.toString('utf8').slice(folder.length + 1);
}

const OLD = '/wp-content/uploads/2019/05/bridge.jpg';

test.each([
  ['the uploads alone', '2019/05/bridge.jpg'],
  ['the content folder', 'uploads/2019/05/bridge.jpg'],
  ['the whole site', 'wp-content/uploads/2019/05/bridge.jpg'],
])('a copy that holds %s will do', async (_what, path) => {
  expect(await whereIs(await aFolder(path), OLD)).toBe(path);
});

test('a site in a folder, a site among others, and Ghost are found as well', async () => {
  expect(await whereIs(await aFolder('2019/05/a.jpg'), '/news/wp-content/uploads/2019/05/a.jpg')).toBe(
    '2019/05/a.jpg',
  );
  expect(await whereIs(await aFolder('2019/05/a.jpg'), '/wp-content/uploads/sites/3/2019/05/a.jpg')).toBe(
    '2019/05/a.jpg',
  );
  expect(
    await whereIs(await aFolder('sites/3/2019/05/a.jpg'), '/wp-content/uploads/sites/3/2019/05/a.jpg'),
  ).toBe('sites/3/2019/05/a.jpg');
  expect(
    await whereIs(await aFolder('images/2020/01/a.jpg'), '/content/images/size/w600/2020/01/a.jpg'),
  ).toBe('images/2020/01/a.jpg');
});

test('the same name in another month is another picture', async () => {
  expect(await whereIs(await aFolder('2018/11/bridge.jpg', 'bridge.jpg'), OLD)).toBeUndefined();
});

test('case, composed letters, percent signs and broken encodings do not hide a file', async () => {
  const at = '/wp-content/uploads/2019/05';
  expect(await whereIs(await aFolder('2019/05/Bridge.JPG'), OLD)).toBe('2019/05/Bridge.JPG');
  expect(await whereIs(await aFolder('2019/05/Bru\u0308cke.jpg'), `${at}/Br%C3%BCcke.jpg`)).toBe(
    '2019/05/Bru\u0308cke.jpg',
  );
  expect(await whereIs(await aFolder('2019/05/Br%C3%BCcke.jpg'), `${at}/Br%C3%BCcke.jpg`)).toBe(
    '2019/05/Br%C3%BCcke.jpg',
  );
  expect(await whereIs(await aFolder('2019/05/BrÃ¼cke.jpg'), `${at}/Br%C3%BCcke.jpg`)).toBe(
    '2019/05/BrÃ¼cke.jpg',
  );
  expect(await whereIs(await aFolder('2019/05/Ã„rzte.jpg'), `${at}/%C3%84rzte.jpg`)).toBe(
    '2019/05/Ã„rzte.jpg',
  );
  expect(await whereIs(await aFolder('2019/05/low water.jpg'), `${at}/low-water.jpg`)).toBe(
    '2019/05/low water.jpg',
  );
});

test('a file whose name is in the letters of an old machine is found and can be read', async () => {
  const folder = await aFolder(Buffer.from('2019/05/Stra\xdfe.txt', 'latin1'));
  const media = await openMediaFolder(folder);
  const files = openFolderFiles(await newFolder('files'));
  const taken = await takeInOldFile(files, media, { oldPath: '/wp-content/uploads/2019/05/Straße.txt' });
  expect(taken).toMatchObject({ name: 'Straße.txt', mime: 'text/plain' });
});

test('of two names that differ in case the very one is taken, and of two alike ones neither', async () => {
  const folder = await aFolder('2019/05/Map.png', '2019/05/map.png', '2019/05/ä-1.png', '2019/05/a_1.png');
  const at = '/wp-content/uploads/2019/05';
  expect(await whereIs(folder, `${at}/map.png`)).toBe('2019/05/map.png');
  expect(await whereIs(folder, `${at}/Map.png`)).toBe('2019/05/Map.png');
  expect(await whereIs(folder, `${at}/á-1.png`)).toBeUndefined();
});

test('where the original is missing, the original of the edit will do, else the largest size', async () => {
  expect(await whereIs(await aFolder('2019/05/bridge-scaled.jpg'), OLD)).toBe('2019/05/bridge-scaled.jpg');
  const sizes = ['2019/05/bridge-150x150.jpg', '2019/05/bridge-1024x683.jpg', '2019/05/bridge-300x200.jpg'];
  expect(await whereIs(await aFolder(...sizes), OLD, sizes)).toBe('2019/05/bridge-1024x683.jpg');
  expect(await whereIs(await aFolder(...sizes), OLD)).toBeUndefined();
});

test('nothing outside the folder is ever taken', async () => {
  const secret = join(await newFolder('secret'), 'secret.jpg');
  await writeFile(secret, 'secret');
  const folder = await aFolder('2019/05/real.jpg');
  await symlink(secret, join(folder, '2019/05/bridge.jpg'));
  await symlink(dirname(secret), join(folder, '2019/06'));
  await symlink('real.jpg', join(folder, '2019/05/within.jpg'));
  await symlink('nowhere.jpg', join(folder, '2019/05/dangling.jpg'));
  expect(await whereIs(folder, OLD)).toBeUndefined();
  expect(await whereIs(folder, '/wp-content/uploads/2019/06/secret.jpg')).toBeUndefined();
  expect(await whereIs(folder, '/wp-content/uploads/2019/05/dangling.jpg')).toBeUndefined();
  expect(await whereIs(folder, '/wp-content/uploads/2019/05/within.jpg')).toBe('2019/05/real.jpg');
  for (const path of [
    '/wp-content/uploads/../secret.jpg',
    '/wp-content/uploads/%2e%2e/secret.jpg',
    '/../secret.jpg',
    '/etc/passwd',
    '/',
    '',
  ])
    expect([path, await whereIs(folder, path)]).toEqual([path, undefined]);
});

test('a folder named like a picture is no picture', async () => {
  expect(await whereIs(await aFolder('2019/05/bridge.jpg/readme.txt'), OLD)).toBeUndefined();
});

test('a link to the folder itself is followed', async () => {
  const folder = await aFolder('2019/05/bridge.jpg');
  const link = join(await newFolder('links'), 'uploads');
  await symlink(folder, link);
  expect((await (await openMediaFolder(link)).find(OLD))?.path.toString()).toBe(
    join(folder, '2019/05/bridge.jpg'),
  );
});

test('a folder that is not there is refused before anything is read', async () => {
  await expect(openMediaFolder('/nowhere/uploads')).rejects.toMatchObject({ code: 'media-no-folder' });
  const folder = await aFolder('bridge.jpg');
  await expect(openMediaFolder(join(folder, 'bridge.jpg'))).rejects.toMatchObject({
    code: 'media-no-folder',
  });
});

test('many folders one after the other are all found, in any order', async () => {
  const paths = Array.from(
    { length: 60 },
    (_, at) => `${2000 + Math.floor(at / 12)}/${String((at % 12) + 1).padStart(2, '0')}/a.jpg`,
  );
  const media = await openMediaFolder(await aFolder(...paths));
  for (const path of [...paths, ...paths.reverse()])
    expect((await media.find(`/wp-content/uploads/${path}`))?.path.toString('utf8').endsWith(path)).toBe(
      true,
    );
});

test('what is found is taken in under its old path, and what is not is lost', async () => {
  const folder = await newFolder('uploads');
  await mkdir(join(folder, '2019/05'), { recursive: true });
  await sharp({ create: { width: 60, height: 40, channels: 3, background: '#357' } })
    .jpeg()
    .toFile(join(folder, '2019/05/BRIDGE.jpg'));
  await writeFile(join(folder, '2019/05/empty.jpg'), '');
  const files = openFolderFiles(await newFolder('files'));
  const media = await openMediaFolder(folder);
  const taken = await takeInOldFile(files, media, {
    oldPath: OLD,
    alt: 'A bridge',
    caption: '',
    credit: 'dpa',
  });
  expect(taken).toMatchObject({
    oldPath: OLD,
    name: 'bridge.jpg',
    widthPx: 60,
    alt: 'A bridge',
    credit: 'dpa',
  });
  expect(
    await takeInOldFile(files, media, { oldPath: '/wp-content/uploads/2019/05/lost.jpg' }),
  ).toBeUndefined();
  const empty = takeInOldFile(files, media, { oldPath: '/wp-content/uploads/2019/05/empty.jpg' });
  await expect(empty).rejects.toMatchObject({ code: 'media-empty' });
});
