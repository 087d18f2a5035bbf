/**
 * Folders that stand above the uploads of an older site, outermost first. A copy may begin with any of them: the whole
 * site, its content folder, or the uploads alone.
 */
const ROOTS: readonly RegExp[] = [
  /^(.*\/)?(wp-content)\/(blogs\.dir)\/([0-9]+)\/(files)\/(?=.)/i,
  /^(.*\/)?(wp-content)\/(uploads)\/(sites)\/([0-9]+)\/(?=.)/i,
  /^(.*\/)?(wp-content|app)\/(uploads|gallery)\/(?=.)/i,
  /^(.*\/)?(content)\/(images|files|media)\/(?=.)/i,
  /^(.*\/)?(files)\/(?=[0-9]{4}\/)/i,
];

/**
 * Where a file of this old path may lie below the folder that was given, likeliest first, each as the names to go down
 * by. Folders inside the uploads are never left out: the same name in another month is another picture.
 */
export function placesOf(path: string): string[][] {
  const whole = path.split('/').filter((part) => part !== '' && part !== '.');
  if (whole.length === 0 || whole.includes('..')) return [];
  const roots = ROOTS.map((root) => root.exec(path)).find(Boolean);
  if (!roots) return [whole];
  const above = partsOf(roots[0]).length;
  const fixed = roots.slice(2).filter(Boolean).length;
  const begin = above - fixed;
  const starts = [0, ...Array.from({ length: fixed + 1 }, (_, at) => begin + at)];
  return [...new Set(starts)].reverse().map((start) => whole.slice(start));
}

function partsOf(path: string): string[] {
  return path.split('/').filter((part) => part !== '');
}
