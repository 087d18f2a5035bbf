import type { Editor } from '@tiptap/core';
import { Empty } from '../../parts/states.tsx';
import { t } from '../messages.ts';
import { useToldLater } from '../together/use-editor.ts';

type Line = { pos: number; level: number; words: string };

/** The crossheads of the story, to jump to. */
export function OutlinePanel({ editor }: { editor: Editor }) {
  const lines = useToldLater(editor, ({ state }) => {
    const found: Line[] = [];
    state.doc.descendants((node, pos) => {
      if (node.type.name === 'crosshead')
        found.push({ pos, level: node.attrs.level as number, words: node.textContent });
      return !node.isTextblock;
    });
    return found;
  });
  if (lines.length === 0) return <Empty title={t('outlineEmpty')}>{t('outlineSays')}</Empty>;
  return (
    <ol className="outline">
      {lines.map(({ pos, level, words }) => (
        <li key={pos} className={`level-${level}`}>
          <button
            type="button"
            onClick={() =>
              editor
                .chain()
                .focus(pos + 1)
                .scrollIntoView()
                .run()
            }
          >
            {words || t('crosshead')}
          </button>
        </li>
      ))}
    </ol>
  );
}
