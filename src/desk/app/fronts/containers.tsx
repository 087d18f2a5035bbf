import { useState } from 'react';
import type { Container } from '#fronts/front.js';
import { addContainer, takeOver } from '#fronts/front-document.js';
import type { Change } from '#fronts/launch.js';
import { Button } from '../parts/button.tsx';
import { Notice } from '../parts/states.tsx';
import { say } from '../parts/toast.tsx';
import type { StorySession } from '../story/together/session.ts';
import { CardList } from './card-list.tsx';
import { ContainerBox } from './container-box.tsx';
import { ContainerDialog } from './container-dialog.tsx';
import { t } from './messages.ts';
import { newId, type OpenFront } from './use-front.ts';

/** The containers of a draft in their order, and what was taken off in it. */
export function Containers({ front, session }: { front: OpenFront; session: StorySession }) {
  const [edited, setEdited] = useState<string | null>(null);
  const { draft, plan, change } = front;
  const add = () => {
    const id = newId();
    const fresh: Container = { id, layout: 'row', title: '', rule: null, limit: 6, cards: [] };
    change((doc) => addContainer(doc, fresh, null));
    setEdited(id);
  };
  const removed = plan.changes.filter(({ what }) => what === 'removed');
  const shown = edited === null ? undefined : draft.containers.find(({ id }) => id === edited);
  return (
    <div className="front-containers">
      {draft.containers.map((container, at) => (
        <ContainerBox
          key={container.id}
          front={front}
          container={container}
          at={at}
          onEdit={() => setEdited(container.id)}
          standIn={(inside) => session.standIn(inside ? container.id : null)}
        />
      ))}
      {draft.aside.length > 0 && <Aside front={front} />}
      {removed.map((one) => (
        <Removed key={one.id} front={front} change={one} />
      ))}
      {front.mayArrange && (
        <p>
          <Button onPress={add}>{t('addContainer')}</Button>
        </p>
      )}
      {shown && <ContainerDialog front={front} container={shown} onClose={() => setEdited(null)} />}
    </div>
  );
}

/** Cards whose container a colleague took away while they were put in. */
function Aside({ front }: { front: OpenFront }) {
  return (
    <section className="container aside" aria-label={t('aside')}>
      <header>
        <h2>{t('aside')}</h2>
      </header>
      <p className="quiet">{t('asideHint')}</p>
      <CardList
        front={front}
        container={{ id: 'aside000', limit: 99, cards: front.draft.aside }}
        name={t('aside')}
      />
    </section>
  );
}

/** A container that is up and no longer in the draft. */
function Removed({ front, change: { id, title } }: { front: OpenFront; change: Change }) {
  const { facts, filled } = front;
  const container = facts.up.containers.find((one) => one.id === id);
  const name =
    title || filled?.containers.find((one) => one.id === id)?.name || (container ? t(container.layout) : '');
  const putBack = () => {
    if (!container) return;
    front.change((doc) => takeOver(doc, id, { container, version: facts.up.version }));
    say(name);
  };
  return (
    <Notice tone="plain">
      <p>
        <b>{t('takenOff')}:</b> {name}
      </p>
      {front.mayArrange && <Button onPress={putBack}>{t('putBack')}</Button>}
    </Notice>
  );
}
