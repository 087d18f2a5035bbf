/**
 * The paths that a percent-encoded one may have meant, likeliest first. Encoded twice, encoded from Latin-1, with
 * `&amp;` left over from HTML: all of these stand in old pages. Empty for what climbs out of its folder or holds control
 * characters.
 */
export function plainPaths(path: string): string[] {
  const once = decode(path.replace(/[?#].*$/s, ''));
  const twice = /%[0-9a-f]{2}/i.test(once) ? [decode(once)] : [];
  const read = [once, ...twice].flatMap((one) =>
    one.includes('&amp;') ? [one, one.replaceAll('&amp;', '&')] : [one],
  );
  return [...new Set(read.map(tidy))].filter(isPlain);
}

function tidy(path: string): string {
  return `/${path}`
    .toWellFormed()
    .normalize('NFC')
    .replace(/\/{2,}/g, '/')
    .replace(/\/\.(?=\/)/g, '');
}

function isPlain(path: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused here
  return !/[\u0000-\u001f\u007f]/.test(path) && !path.split(/[\\/]/).includes('..') && !path.endsWith('/');
}

/** Runs of percent-encoded bytes as UTF-8 where they are that, else as Latin-1; a lone percent sign is itself. */
function decode(path: string): string {
  return path.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
    const bytes = Buffer.from(run.replaceAll('%', ''), 'hex');
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      return new TextDecoder('windows-1252').decode(bytes);
    }
  });
}
