import type { Container } from '#fronts/front.js';
import { moveContainer, removeContainer, setBase, takeOver } from '#fronts/front-document.js';
import type { Left } from '#fronts/launch.js';
import { useMe } from '../me.ts';
import { Button } from '../parts/button.tsx';
import { Menu, type MenuEntry } from '../parts/menu.tsx';
import { Notice } from '../parts/states.tsx';
import { wordTime } from '../parts/times.tsx';
import { say } from '../parts/toast.tsx';
import { CardList } from './card-list.tsx';
import { t } from './messages.ts';
import type { OpenFront } from './use-front.ts';
import { wordContainer, wordWho } from './words.ts';

/** A container as it will rank: its cards by hand, then what its rule finds. */
export function ContainerBox({
  front,
  container,
  at,
  onEdit,
  standIn,
}: {
  front: OpenFront;
  container: Container;
  at: number;
  onEdit: () => void;
  standIn: (inside: boolean) => void;
}) {
  const name = wordContainer(container, front.filled);
  const change = front.plan.changes.find(({ id }) => id === container.id);
  const left = front.plan.left.find(({ id }) => id === container.id);
  return (
    <section
      className="container"
      aria-label={name}
      onFocus={() => standIn(true)}
      onBlur={() => standIn(false)}
    >
      <header>
        <h2>{name}</h2>
        {name !== t(container.layout) && <p className="quiet">{t(container.layout)}</p>}
        {change && <p className="mark">{t(change.what === 'added' ? 'newHere' : 'changed')}</p>}
        {front.mayArrange && (
          <div className="acts">
            <Menu label={t('containerActs', { name })} entries={actsOf(front, container, at, onEdit)}>
              <span aria-hidden="true">⋯</span>
            </Menu>
          </div>
        )}
      </header>
      {left && <LeftNotice front={front} container={container} left={left} name={name} />}
      <CardList front={front} container={container} name={name} />
      <ByRule front={front} container={container} />
    </section>
  );
}

function actsOf(front: OpenFront, container: Container, at: number, onEdit: () => void): MenuEntry[] {
  const { containers } = front.draft;
  const move = (before: string | null) => front.change((doc) => moveContainer(doc, container.id, before));
  const remove = () => {
    front.change((doc) => removeContainer(doc, container.id));
    say(t('removed', { name: wordContainer(container, front.filled) }), () => front.undo.undo());
  };
  return [
    { id: 'edit', says: t('editContainer'), run: onEdit },
    { id: 'up', says: t('moveUp'), isDisabled: at === 0, run: () => move(containers[at - 1]?.id ?? null) },
    {
      id: 'down',
      says: t('moveDown'),
      isDisabled: at === containers.length - 1,
      run: () => move(containers[at + 2]?.id ?? null),
    },
    'line',
    { id: 'remove', says: t('removeContainer'), danger: true, run: remove },
  ];
}

/** Somebody else changed it in what is up: one takes theirs, or says that ours is to go over it. */
function LeftNotice({
  front,
  container,
  left,
  name,
}: {
  front: OpenFront;
  container: Container;
  left: Left;
  name: string;
}) {
  const { zone } = useMe().paper;
  const { up, versions } = front.facts;
  const version = versions.find(({ number }) => number === left.version);
  const there = up.containers.find(({ id }) => id === container.id) ?? null;
  const when = version ? wordTime(version.at, zone) : '';
  const says =
    left.why === 'changed-since'
      ? t('changedSince', { what: name, who: wordWho(version), when })
      : t('removedSince', { what: name });
  const take = () =>
    front.change((doc) => takeOver(doc, container.id, { container: there, version: up.version }));
  const keep = () => front.change((doc) => setBase(doc, container.id, there ? up.version : null));
  return (
    <Notice tone="warn">
      <p>{says}</p>
      {front.mayArrange && (
        <div className="acts">
          <Button onPress={take}>{t('takeUp')}</Button>
          <Button onPress={keep}>{t('keepOurs')}</Button>
        </div>
      )}
    </Notice>
  );
}

/** What the rule fills up with, at the places it takes. */
function ByRule({ front, container }: { front: OpenFront; container: Container }) {
  const places = front.filled?.containers.find(({ id }) => id === container.id)?.places ?? [];
  const found = places.flatMap(({ card, story }, at) =>
    card === null && story !== null ? [{ story, at }] : [],
  );
  if (!container.rule || found.length === 0) return null;
  return (
    <div className="by-rule">
      <h3>{t('filledBy')}</h3>
      <ol>
        {found.map(({ story, at }) => (
          <li key={story}>
            <span className="rank figures">{at + 1}</span> {front.stories.get(story)?.shown}
          </li>
        ))}
      </ol>
    </div>
  );
}
