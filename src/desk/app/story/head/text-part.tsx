import { useEffect, useId, useRef } from 'react';
import { bodyOf, type TextPart as PartName, textOf } from '#stories/working-document.js';
import { t } from '../messages.ts';
import type { StorySession } from '../together/session.ts';
import { bindText } from '../together/text-binding.ts';
import { useSession } from '../together/use-editor.ts';

/** Headline, standfirst or kicker: one line of words that everybody in the story may write in at once. */
export function TextPart({
  session,
  part,
  onLeave,
}: {
  session: StorySession;
  part: PartName;
  /** Enter, or the arrow down from the last row: on to what stands below. */
  onLeave: (part: PartName) => void;
}) {
  const field = useRef<HTMLTextAreaElement>(null);
  const undoing = useRef<ReturnType<typeof bindText> | null>(null);
  const { people, mayWrite, isSynced } = useSession(session);
  const here = people.filter((person) => person.part === part);
  const id = useId();
  useEffect(() => {
    if (!field.current) return;
    const bound = bindText(field.current, textOf(session.doc, part));
    undoing.current = bound;
    return bound.stop;
  }, [session, part]);
  useEffect(() => {
    // A story that was just begun is written from its headline on; whoever has the caret elsewhere keeps it there.
    const isBegun = part === 'headline' && isSynced && mayWrite && isEmpty(session);
    if (isBegun && !document.activeElement?.closest('.story')) field.current?.focus();
  }, [session, part, isSynced, mayWrite]);
  return (
    <div className={`text-part ${part}`}>
      <label htmlFor={id}>{t(part)}</label>
      <textarea
        id={id}
        ref={field}
        rows={1}
        readOnly={!mayWrite}
        placeholder={t(part)}
        spellCheck
        onFocus={() => session.standIn(part)}
        onBlur={() => session.standIn(null)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'Enter') {
            event.preventDefault();
            onLeave(part);
          } else if (isUndo(event)) {
            event.preventDefault();
            if (event.shiftKey || event.key.toLowerCase() === 'y') undoing.current?.redo();
            else undoing.current?.undo();
          }
        }}
      />
      {here.map((person) => (
        <span
          key={person.id}
          className="here-too"
          style={{ '--theirs': person.colour } as React.CSSProperties}
        >
          {person.name}
        </span>
      ))}
    </div>
  );
}

function isEmpty({ doc }: StorySession): boolean {
  const body = bodyOf(doc);
  return textOf(doc, 'headline').length === 0 && body.toString().replace(/<[^>]*>/g, '') === '';
}

function isUndo(event: React.KeyboardEvent): boolean {
  return (event.ctrlKey || event.metaKey) && ['z', 'y'].includes(event.key.toLowerCase());
}
