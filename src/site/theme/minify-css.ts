const COMMENTS = /\/\*[\s\S]*?\*\/|'[^']*'|"[^"]*"/g;
const SPACES = /'[^']*'|"[^"]*"|\s*([{};,>])\s*|\s+/g;

/** Takes comments and idle white space out of a style sheet; strings stay as they are. */
export function minifyCss(css: string): string {
  return css
    .replace(COMMENTS, (part) => (part.startsWith('/*') ? '' : part))
    .replace(SPACES, (part, mark: string | undefined) => mark ?? (/^\s/.test(part) ? ' ' : part))
    .replace(/;}/g, '}')
    .trim();
}
