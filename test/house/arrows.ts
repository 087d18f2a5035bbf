import { posix } from 'node:path';
import type { SourceFile } from './source-files.ts';

/** Lowest floor first. A room imports only from rooms on lower floors; neighbours never meet. */
const floors = [
  ['kit'],
  ['store'],
  ['paper', 'accounts', 'media'],
  ['stories'],
  ['members', 'archive', 'wire', 'fronts'],
  ['site', 'desk', 'mail', 'transfer'],
  ['main'],
];
const floorOf = new Map(floors.flatMap((rooms, floor) => rooms.map((room) => [room, floor] as const)));

/** These suffixes announce what a file touches; a file without one is pure. */
const door = /\.(sql|route|job|io)\.tsx?$/;
const browser = /\.island\.tsx?$|^src\/desk\/app\//;
/** The page that lists a room's addresses with what answers them. */
const list = /\/routes\.ts$/;
/** Only tests use these, so they may touch anything. */
const forTests = /\.fixture\.tsx?$|\/testing\//;
const vague = /^(index|utils?|helpers?|common|manager|services?|misc|shared|lib)\.tsx?$/;
const effect =
  /\bfetch\(|\bprocess\.\w|\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bperformance\.now\(|\b(?:setTimeout|setInterval|setImmediate)\(|\bcrypto\.\w|\brandom(?:UUID|Bytes|Int)\(|\bimport\.meta\./;
const outsideWorld =
  /^(?:node:)?(?:fs|http|https|http2|net|tls|dns|os|child_process|cluster|worker_threads|sqlite|timers)(?:\/promises)?$/;
const importing =
  /^(?:import|export)\s+(?<type>type\s)?(?:[^'";]*?\sfrom\s+)?'(?<target>[^']+)'|\bimport\('(?<late>[^']+)'\)/gm;

type Arrow = { target: string; typeOnly: boolean };

/** Every place where a file breaks the order of the house, as a line a person can act on. */
export function findWrongArrows(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => [
    ...wrongName(file),
    ...wrongEffect(file),
    ...arrowsOf(file.code).flatMap((arrow) => wrongArrow(file, arrow)),
  ]);
}

function arrowsOf(code: string): Arrow[] {
  return [...code.matchAll(importing)].map(({ groups = {} }) => ({
    target: groups.target ?? groups.late ?? '',
    typeOnly: groups.type !== undefined,
  }));
}

function roomOf(path: string): string {
  return path.split('/')[1] ?? '';
}

/** Main puts the house together, and tests' own files may touch anything; all else without a suffix is pure. */
function isPure(path: string): boolean {
  const free = door.test(path) || browser.test(path) || forTests.test(path) || list.test(path);
  return !free && roomOf(path) !== 'main';
}

function wrongName({ path }: SourceFile): string[] {
  const wrong = vague.test(posix.basename(path)) ? [`${path}: the name says nothing`] : [];
  return floorOf.has(roomOf(path)) ? wrong : [...wrong, `${path}: no such room`];
}

function wrongEffect({ path, code }: SourceFile): string[] {
  const found = isPure(path) ? effect.exec(withoutComments(code))?.[0] : undefined;
  return found === undefined ? [] : [`${path}: ${found} is a side effect, so the file needs a suffix`];
}

function withoutComments(code: string): string {
  return code.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$|\s\/\/\s.*$/gm, '');
}

function wrongArrow({ path }: SourceFile, { target, typeOnly }: Arrow): string[] {
  const wrong: string[] = [];
  if (target.startsWith('#')) wrong.push(...wrongDoor(path, target));
  if (target.startsWith('.')) wrong.push(...wrongStep(path, target));
  if (typeOnly) return wrong;
  const touches = door.test(target.replace(/\.js$/, '.ts'));
  if (isPure(path) && outsideWorld.test(target)) {
    wrong.push(`${path}: ${target} is a side effect, so the file needs a suffix`);
  }
  if (isPure(path) && touches) wrong.push(`${path}: a pure file leans on ${target}`);
  if (browser.test(path) && (touches || target.startsWith('node:'))) {
    wrong.push(`${path}: a browser has no ${target}`);
  }
  if (!forTests.test(path) && forTests.test(target)) wrong.push(`${path}: ${target} is for tests only`);
  return wrong;
}

/** `#room/file.js`: a lower floor, by the front door, which is a file at the room's top. */
function wrongDoor(path: string, target: string): string[] {
  const [room = '', ...inner] = target.slice(1).split('/');
  if (room === 'harness') return forTests.test(path) ? [] : [`${path}: ${target} is for tests only`];
  const below = floorOf.get(room);
  const from = floorOf.get(roomOf(path));
  if (below === undefined || from === undefined) return [`${path}: no such room: ${target}`];
  if (room === roomOf(path)) return [`${path}: ${target} is at home, so it is ./ or ../`];
  const wrong = below < from ? [] : [`${path}: ${roomOf(path)} may not import ${target}`];
  const inside = inner.length > 1 && !(forTests.test(path) && inner[0] === 'testing');
  return inside ? [...wrong, `${path}: ${target} is inside ${room}`] : wrong;
}

function wrongStep(path: string, target: string): string[] {
  const reached = posix.join(posix.dirname(path), target);
  return reached.startsWith(`src/${roomOf(path)}/`) ? [] : [`${path}: ${target} leaves the room`];
}

const writing =
  /\b(?:insertInto|updateTable|deleteFrom|mergeInto|replaceInto)\(\s*['"`](?<built>\w+)|\b(?:insert into|update|delete from)\s+"?(?<raw>[a-z_]+)"?(?=\s+set\b|\s*\(|\s+where\b|\s+values\b|`)/gi;
const reading = /\b(?:selectFrom|innerJoin|leftJoin|rightJoin|fullJoin)\(\s*['"`](?<table>\w+)/g;

/** Each table is written by the room that owns it, and read by that room and those above it. */
export function findStrayQueries(
  files: readonly SourceFile[],
  owners: Readonly<Record<string, string>>,
): string[] {
  return files
    .filter(({ path }) => !forTests.test(path))
    .flatMap(({ path, code }) => {
      const room = roomOf(path);
      const written = tablesIn(code, writing).filter((table) => owners[table] !== room && room !== 'store');
      const read = tablesIn(code, reading).filter((table) => !mayRead(room, owners[table]));
      return [
        ...written.map((table) => `${path}: ${room} writes ${table}, which is ${owners[table]}'s`),
        ...read.map((table) => `${path}: ${room} reads ${table}, which is ${owners[table]}'s`),
      ];
    });
}

function tablesIn(code: string, pattern: RegExp): string[] {
  return [...code.matchAll(pattern)].map(({ groups = {} }) => Object.values(groups).find(Boolean) ?? '');
}

function mayRead(room: string, owner: string | undefined): boolean {
  if (owner === undefined || owner === room) return true; // a name made in the query itself, or one's own
  return (floorOf.get(owner) ?? Number.POSITIVE_INFINITY) < (floorOf.get(room) ?? -1);
}
