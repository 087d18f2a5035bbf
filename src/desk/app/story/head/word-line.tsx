import type { Editor } from '@tiptap/core';
import { wordCount } from '#stories/document.js';
import { t } from '../messages.ts';
import { useToldLater } from '../shared/use-editor.ts';

/** Words that an adult reads in a minute. */
const PACE = 230;

/** How long the story is. What is only suggested to go is not counted, what is suggested to come is. */
export function WordLine({ editor }: { editor: Editor; language: string }) {
  const words = useToldLater(editor, ({ state }) => wordCount(state.doc.toJSON().content ?? []));
  return (
    <p className="word-line figures">
      {t('words', { count: words })} · {t('readingTime', { count: Math.max(1, Math.round(words / PACE)) })}
    </p>
  );
}
