import type { Editor } from '@tiptap/core';
import { colourOf } from '../../../collab/person-colour.ts';
import { useMe } from '../../me.ts';
import { Button } from '../../parts/button.tsx';
import { Empty } from '../../parts/states.tsx';
import { Time } from '../../parts/times.tsx';
import { say } from '../../parts/toast.tsx';
import { type StoryTextName, t } from '../messages.ts';
import { asOneStep } from '../together/own-step.ts';
import { useNames } from '../together/staff-names.ts';
import { useToldLater } from '../together/use-editor.ts';
import { type Decision, listSuggestions, type Suggestion, settle } from './settle.ts';

/** Everything that is suggested, in the order of the text, each to be accepted or refused. */
export function SuggestionsPanel({ editor, mayDecide }: { editor: Editor; mayDecide: boolean }) {
  const me = useMe();
  const nameOf = useNames();
  const suggestions = useToldLater(editor, ({ state }) => listSuggestions(state.doc));
  const decide = (ids: ReadonlySet<string> | null, decision: Decision) => {
    asOneStep(editor, settle(editor.state.tr, ids, decision));
    const text = decision === 'accept' ? 'acceptedAll' : 'refusedAll';
    if (!ids) say(t(text, { count: suggestions.length }), () => editor.commands.undo());
  };
  if (suggestions.length === 0) return <Empty title={t('noSuggestions')}>{t('noSuggestionsSays')}</Empty>;
  return (
    <div className="suggestions">
      {mayDecide && (
        <div className="acts">
          <Button onPress={() => decide(null, 'accept')}>{t('acceptAll')}</Button>
          <Button onPress={() => decide(null, 'refuse')}>{t('refuseAll')}</Button>
        </div>
      )}
      <ol>
        {suggestions.map((one) => (
          <li key={one.id} style={{ '--theirs': colourOf(one.by) } as React.CSSProperties}>
            <button
              type="button"
              className="passage"
              onClick={() =>
                editor.chain().focus().setTextSelection({ from: one.from, to: one.to }).scrollIntoView().run()
              }
            >
              {wordSuggestion(one).map((line) => (
                <span key={line.kind + line.says} className={line.kind}>
                  {line.says}
                </span>
              ))}
            </button>
            <p className="who">
              <strong>{nameOf(one.by)}</strong> <Time at={one.at} />
            </p>
            {(mayDecide || one.by === me.id) && (
              <div className="acts">
                {mayDecide && (
                  <Button tone="quiet" onPress={() => decide(new Set([one.id]), 'accept')}>
                    {t('accept')}
                  </Button>
                )}
                <Button tone="quiet" onPress={() => decide(new Set([one.id]), 'refuse')}>
                  {t('refuse')}
                </Button>
              </div>
            )}
          </li>
        ))}
      </ol>
    </div>
  );
}

function wordSuggestion({ comes, goes, blocks }: Suggestion): { kind: string; says: string }[] {
  const lines: { kind: string; says: string }[] = [];
  if (goes) lines.push({ kind: 'goes', says: t('goes', { words: goes.slice(0, 200) }) });
  if (comes) lines.push({ kind: 'comes', says: t('comes', { words: comes.slice(0, 200) }) });
  const [block] = blocks;
  if (!block || comes || goes) return lines;
  const isText = ['paragraph', 'listItem', 'crosshead'].includes(block.type);
  const what = t(block.type as StoryTextName);
  if (isText) return [{ kind: 'edge', says: t(block.suggested === 'in' ? 'parts' : 'joins') }];
  return [{ kind: 'edge', says: t(block.suggested === 'in' ? 'newBlock' : 'goneBlock', { what }) }];
}
