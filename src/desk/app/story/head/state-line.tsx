import { useMe } from '../../me.ts';
import { wordTime } from '../../parts/times.tsx';
import { t } from '../messages.ts';
import type { Person } from '../together/people.ts';
import type { SessionState, StorySession } from '../together/session.ts';
import { useSession } from '../together/use-editor.ts';

/** The state of the text in words: what is saved where, and who else is here. */
export function StateLine({
  session,
  placeOf,
}: {
  session: StorySession;
  placeOf: (block: string) => number;
}) {
  const state = useSession(session);
  const { zone } = useMe().paper;
  return (
    <p className={`state-line ${state.line}`}>
      <span role="status" data-state={state.line}>
        {wordSaving(state, zone)}
      </span>
      <span
        className="who-is-here"
        title={state.people.map((person) => wordPerson(person, placeOf)).join('\n')}
      >
        {state.people.map((person) => (
          <span
            key={person.id}
            className="person"
            style={{ '--theirs': person.colour } as React.CSSProperties}
          >
            {wordPerson(person, placeOf)}
          </span>
        ))}
      </span>
    </p>
  );
}

function wordSaving({ refusal, line, mayWrite, saves }: SessionState, zone: string): string {
  if (refusal?.code === 'not-signed-in') return t('signedOut');
  if (line === 'connecting') return t('reconnecting');
  if (line === 'down') return saves.waiting > 0 ? t('offline', { count: saves.waiting }) : t('offlineClean');
  if (!mayWrite) return t('readOnly');
  if (saves.failing) return saves.failing;
  if (saves.waiting > 0) return t('saving');
  return saves.at === null ? t('opened') : t('saved', { time: wordTime(saves.at, zone, 'clock') });
}

/** "Ana Lovric in paragraph 3" */
function wordPerson({ name, part }: Person, placeOf: (block: string) => number): string {
  const where = {
    headline: 'inHeadline',
    standfirst: 'inStandfirst',
    kicker: 'inKicker',
    details: 'inDetails',
  } as const;
  if (part && part in where) return `${name} ${t(where[part as keyof typeof where])}`;
  const number = part?.startsWith('body:') ? placeOf(part.slice(5)) : 0;
  return number > 0 ? `${name} ${t('inParagraph', { number })}` : name;
}
