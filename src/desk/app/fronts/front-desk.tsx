import { useEffect, useRef, useState } from 'react';
import type { UndoManager } from 'yjs';
import type { FrontReply } from '../../shapes/fronts.ts';
import { ask } from '../api.ts';
import { useCommands } from '../commands.ts';
import { useMe } from '../me.ts';
import { Button } from '../parts/button.tsx';
import { Notice } from '../parts/states.tsx';
import { Tabs } from '../parts/tabs.tsx';
import { wordTime } from '../parts/times.tsx';
import { sayProblem } from '../parts/toast.tsx';
import type { StorySession } from '../story/together/session.ts';
import { SessionTroubles } from '../story/together/session-troubles.tsx';
import { useSession } from '../story/together/use-editor.ts';
import { Containers } from './containers.tsx';
import { FrontState } from './front-state.tsx';
import { HistoryPanel } from './history-panel.tsx';
import { LaunchDialog } from './launch-dialog.tsx';
import { LaunchesPanel } from './launches-panel.tsx';
import { t } from './messages.ts';
import { PreviewDialog } from './preview-dialog.tsx';
import { StoriesPanel } from './stories-panel.tsx';
import { type OpenFront, useOpenFront } from './use-front.ts';

/** A front to arrange: its containers, the stories to put into them, and what is to be launched. */
export function FrontDesk({
  session,
  facts,
  onDropped,
}: {
  session: StorySession;
  facts: FrontReply;
  onDropped: (why: string) => void;
}) {
  const { mayWrite } = useSession(session);
  const front = useOpenFront(session.doc, facts, mayWrite);
  const [asks, setAsks] = useState<'launch' | 'preview' | null>(null);
  const [panel, setPanel] = useState('stories');
  const place = useRef<HTMLDivElement>(null);
  useCommands([
    { id: 'front-preview', name: t('preview'), group: t('group'), keys: 'p', run: () => setAsks('preview') },
    { id: 'front-launch', name: t('launch'), group: t('group'), keys: 'l', run: () => setAsks('launch') },
    { id: 'front-find', name: t('searchStories'), group: t('group'), keys: '/', run: () => find() },
  ]);
  const find = () => {
    setPanel('stories');
    setTimeout(() => place.current?.querySelector<HTMLInputElement>('.front-panel input')?.focus());
  };
  const tabs = [
    { id: 'stories', says: t('stories'), panel: <StoriesPanel front={front} /> },
    {
      id: 'launches',
      says: t('launches'),
      count: facts.waiting.length,
      panel: <LaunchesPanel front={front} />,
    },
    { id: 'history', says: t('history'), panel: <HistoryPanel front={front} /> },
  ];
  return (
    <div className="front-desk" ref={place}>
      <header className="front-head">
        <h1>{facts.section === null ? t('homeFront') : facts.name}</h1>
        <FrontState session={session} front={front} />
        <div className="acts">
          {front.mayArrange && <UndoButtons undo={front.undo} />}
          <Button onPress={() => setAsks('preview')}>{t('preview')}</Button>
          {facts.mayLaunch && (
            <Button tone="main" onPress={() => setAsks('launch')}>
              {t('launch')}
            </Button>
          )}
        </div>
      </header>
      <div className="front-left">
        <SessionTroubles session={session} onDropped={onDropped} />
        <Told front={front} />
        <Containers front={front} session={session} />
      </div>
      <aside className="front-panel" aria-label={t('stories')}>
        <Tabs label={t('fronts')} tabs={tabs} chosen={panel} onChoose={setPanel} />
      </aside>
      {asks === 'launch' && <LaunchDialog front={front} onClose={() => setAsks(null)} />}
      {asks === 'preview' && (
        <PreviewDialog
          title={t('previewOf', { name: facts.section === null ? t('homeFront') : facts.name })}
          src={`/preview/front/${facts.id}`}
          onClose={() => setAsks(null)}
        />
      )}
    </div>
  );
}

/** Undo takes back what one did oneself, never a colleague's work. */
function UndoButtons({ undo }: { undo: UndoManager }) {
  const [can, setCan] = useState({ undo: undo.canUndo(), redo: undo.canRedo() });
  useEffect(() => {
    const read = () => setCan({ undo: undo.canUndo(), redo: undo.canRedo() });
    for (const event of ['stack-item-added', 'stack-item-popped', 'stack-cleared'] as const)
      undo.on(event, read);
    return () => {
      for (const event of ['stack-item-added', 'stack-item-popped', 'stack-cleared'] as const)
        undo.off(event, read);
    };
  }, [undo]);
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      const isText = event.target instanceof HTMLElement && event.target.matches('input, textarea');
      if (event.key.toLowerCase() !== 'z' || !(event.ctrlKey || event.metaKey) || isText) return;
      event.preventDefault();
      if (event.shiftKey) undo.redo();
      else undo.undo();
    };
    document.addEventListener('keydown', hear);
    return () => document.removeEventListener('keydown', hear);
  }, [undo]);
  return (
    <>
      <Button tone="quiet" isDisabled={!can.undo} onPress={() => undo.undo()}>
        {t('undo')}
      </Button>
      <Button tone="quiet" isDisabled={!can.redo} onPress={() => undo.redo()}>
        {t('redo')}
      </Button>
    </>
  );
}

/** What one's own launches left, until one has read it. */
function Told({ front }: { front: OpenFront }) {
  const { zone } = useMe().paper;
  const { id, untold } = front.facts;
  const read = (launch: number) =>
    ask('POST', `/fronts/${id}/launches/${launch}/told`).then(() => setRead([...hidden, launch]), sayProblem);
  const [hidden, setRead] = useState<readonly number[]>([]);
  return untold
    .filter((launch) => !hidden.includes(launch.id))
    .map((launch) => (
      <Notice key={launch.id} tone="warn">
        <p>
          {t('told', {
            when: wordTime(launch.at, zone),
            what: launch.left.map(({ id: container, title }) => title || nameIn(front, container)).join(', '),
          })}
        </p>
        <Button onPress={() => void read(launch.id)}>{t('read')}</Button>
      </Notice>
    ));
}

function nameIn({ filled }: OpenFront, id: string): string {
  return filled?.containers.find((one) => one.id === id)?.name || t('lead');
}
