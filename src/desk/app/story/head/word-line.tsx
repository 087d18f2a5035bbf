import type { Editor } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { type Paragraph, wordCount } from '#stories/document.js';
import { t } from '../messages.ts';
import { useToldLater } from '../together/use-editor.ts';

/** Words that an adult reads in a minute. */
const PACE = 230;

/** Beside the running text, and not counted with it. */
const BESIDE: ReadonlySet<string> = new Set(['picture', 'pullQuote']);

function listLines(doc: Node): Paragraph[] {
  const lines: Paragraph[] = [];
  doc.descendants((node) => {
    if (!node.isTextblock || BESIDE.has(node.type.name)) return !node.isTextblock;
    const text = node.textBetween(0, node.content.size, undefined, ' ');
    lines.push({ type: 'paragraph', attrs: { id: '' }, content: [{ type: 'text', text }] });
    return false;
  });
  return lines;
}

/** How long the story is. What is suggested counts as it is read. */
export function WordLine({ editor }: { editor: Editor }) {
  const words = useToldLater(editor, ({ state }) => wordCount(listLines(state.doc)));
  return (
    <p className="word-line figures">
      {t('words', { count: words })} · {t('readingTime', { count: Math.max(1, Math.round(words / PACE)) })}
    </p>
  );
}
