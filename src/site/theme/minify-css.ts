const PARTS = /\/\*[\s\S]*?\*\/|'[^']*'|"[^"]*"|\s*([{};,>])\s*|\s+/g;

/** Takes comments and idle white space out of a style sheet; strings stay as they are. */
export function minifyCss(css: string): string {
  return css
    .replace(PARTS, (part, mark: string | undefined) => {
      if (mark) return mark;
      if (part.startsWith('/*')) return '';
      return /^\s/.test(part) ? ' ' : part;
    })
    .replace(/;}/g, '}')
    .trim();
}
