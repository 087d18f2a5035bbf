import { useMe } from '../me.ts';
import { wordTime } from '../parts/times.tsx';
import type { Person } from '../story/together/people.ts';
import type { StorySession } from '../story/together/session.ts';
import { useSession } from '../story/together/use-editor.ts';
import { t } from './messages.ts';
import { findContainer, type OpenFront } from './use-front.ts';
import { wordContainer } from './words.ts';

/** In words: what is saved, whether all of it is up, and who else is here. */
export function FrontState({ session, front }: { session: StorySession; front: OpenFront }) {
  const state = useSession(session);
  const { saves } = state;
  const { zone } = useMe().paper;
  const { changes, left, moved } = front.plan;
  const count = changes.length + left.length;
  const wordSaving = () => {
    if (state.line === 'connecting') return t('connecting');
    if (state.line === 'down') {
      return saves.waiting > 0 ? t('offline', { count: saves.waiting }) : t('offlineClean');
    }
    if (!front.mayArrange) return t('readOnly');
    if (saves.failing) return saves.failing;
    if (saves.waiting > 0) return t('saving');
    return saves.at === null ? t('opened') : t('saved', { time: wordTime(saves.at, zone, 'clock') });
  };
  return (
    <p className={`front-state ${state.line}`}>
      <span role="status" data-state={state.line}>
        {wordSaving()}
      </span>
      <span className="front-differs">
        {count > 0 ? t('differs', { count }) : moved ? t('moved') : t('isUp')}
      </span>
      {state.people.map((person) => (
        <span
          key={person.id}
          className="front-person"
          style={{ '--theirs': person.colour } as React.CSSProperties}
        >
          {wordPerson(person, front)}
        </span>
      ))}
    </p>
  );
}

function wordPerson({ name, part }: Person, { draft, filled }: OpenFront): string {
  const container = part ? findContainer(draft, part) : undefined;
  return container ? t('hereIn', { name, where: wordContainer(container, filled) }) : t('here', { name });
}
