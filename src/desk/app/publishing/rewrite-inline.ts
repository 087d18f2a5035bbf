import { commonPairs } from '#stories/compare-words.js';
import type { Inline, Mark } from '#stories/document.js';

/**
 * The same line with other words. What stays keeps its marks and links, what is new takes those of what it replaces, else
 * of the sign before it; a line break is a new line in the words.
 */
export function rewriteInline(content: readonly Inline[], words: string): Inline[] {
  const signs = content.flatMap((piece): Sign[] => {
    const marks = piece.marks ?? [];
    return piece.type === 'text' ? [...piece.text].map((sign) => ({ sign, marks })) : [{ sign: '\n', marks }];
  });
  const wanted = [...words];
  const kept = new Map(
    commonPairs(
      signs.map(({ sign }) => sign),
      wanted,
    ).map((pair) => [pair.other, pair.one]),
  );
  const stays = new Set(kept.values());
  const made: Inline[] = [];
  let marks: readonly Mark[] = signs[0]?.marks ?? [];
  let next = 0;
  for (const [at, sign] of wanted.entries()) {
    const old = kept.get(at);
    // Nothing was taken out before the next sign that stays: then this one was put in.
    const replaces = old === undefined && !stays.has(next);
    if (old !== undefined || replaces) marks = signs[old ?? next]?.marks ?? marks;
    if (old !== undefined) next = old + 1;
    add(made, sign, marks);
  }
  return made;
}

type Sign = { sign: string; marks: readonly Mark[] };

function add(made: Inline[], sign: string, marks: readonly Mark[]): void {
  const some = marks.length > 0 ? { marks: [...marks] } : {};
  if (sign === '\n') {
    made.push({ type: 'hardBreak', ...some });
    return;
  }
  const last = made.at(-1);
  const joins = last?.type === 'text' && JSON.stringify(last.marks ?? []) === JSON.stringify(marks);
  if (joins) last.text += sign;
  else made.push({ type: 'text', text: sign, ...some });
}
