import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { ActReply, AfterReply } from '../../shapes/acts.ts';
import { ask, get } from '../api.ts';
import { useHolds, useMe } from '../me.ts';
import { useNews } from '../news.ts';
import { Button } from '../parts/button.tsx';
import { Menu } from '../parts/menu.tsx';
import { Empty, Notice, Problem, Waiting } from '../parts/states.tsx';
import { Time, wordTime } from '../parts/times.tsx';
import { sayProblem } from '../parts/toast.tsx';
import { ActDialog } from './act-dialog.tsx';
import type { ActKind } from './act-wish.ts';
import './acts.css';
import { t } from './messages.ts';
import { NoteDialog } from './note-dialog.tsx';
import { OriginalDialog } from './original-dialog.tsx';
import { SlugDialog } from './slug-dialog.tsx';

type Open = { is: 'note' } | { is: 'slug' } | { is: 'act'; kind: ActKind } | { is: 'original'; act: number };

/** What is done to a story once readers have seen it: its address, its notes, and the acts of the law. */
export function AfterPanel({ story }: { story: number }) {
  const key = ['after', story];
  const client = useQueryClient();
  const { data, error, refetch } = useQuery({
    queryKey: key,
    queryFn: () => get<AfterReply>(`/stories/${story}/after`),
  });
  const [open, setOpen] = useState<Open | null>(null);
  const renew = () => void client.invalidateQueries({ queryKey: key });
  useNews(['story.'], ({ subject }) => subject === story && renew(), renew);
  if (error) return <Problem error={error} again={() => void refetch()} />;
  if (!data) return <Waiting />;
  if (data.state === 'draft') return <Empty title={t('notYet')}>{t('notYetSays')}</Empty>;
  const close = () => setOpen(null);
  return (
    <div className="after">
      {data.state === 'killed' && <Notice tone="bad">{t('killed')}</Notice>}
      {data.held && <Notice tone="bad">{t('held')}</Notice>}
      {data.hidden && <Notice tone="warn">{t('hidden')}</Notice>}
      <AddressPart story={story} after={data} onSlug={() => setOpen({ is: 'slug' })} />
      <NotesPart after={data} onAdd={() => setOpen({ is: 'note' })} />
      {data.mayAct && (
        <ActsPart
          after={data}
          onAct={(kind) => setOpen({ is: 'act', kind })}
          onOriginal={(act) => setOpen({ is: 'original', act })}
        />
      )}
      {open?.is === 'note' && <NoteDialog story={story} onClose={close} />}
      {open?.is === 'slug' && <SlugDialog story={story} slug={data.slug} onClose={close} />}
      {open?.is === 'act' && <ActDialog story={story} kind={open.kind} onClose={close} />}
      {open?.is === 'original' && <OriginalDialog story={story} act={open.act} onClose={close} />}
    </div>
  );
}

/** Puts a card of the story on top of the home page's draft, and opens that: nothing is up before it is launched. */
async function placeOnHome(story: number, go: (path: string) => void): Promise<void> {
  try {
    const { id } = await ask<{ id: number }>('POST', '/fronts', { section: null });
    await ask('POST', `/fronts/${id}/place`, { story });
    go(`/fronts/${id}`);
  } catch (error) {
    sayProblem(error);
  }
}

function AddressPart({ story, after, onSlug }: { story: number; after: AfterReply; onSlug(): void }) {
  const { paper } = useMe();
  const holds = useHolds();
  const [, go] = useLocation();
  return (
    <section>
      <h3>{t('address')}</h3>
      <p className="path">
        {after.state === 'published' && !after.held ? (
          <a href={`${paper.address}${after.path}`} target="_blank" rel="noopener" title={t('addressOpen')}>
            {after.path}
          </a>
        ) : (
          after.path
        )}
      </p>
      {after.state === 'published' && (
        <div className="acts">
          {holds('edit') && <Button onPress={() => void placeOnHome(story, go)}>{t('placeOnHome')}</Button>}
          {after.mayCorrect && <Button onPress={onSlug}>{t('changeSlug')}</Button>}
        </div>
      )}
    </section>
  );
}

function NotesPart({ after, onAdd }: { after: AfterReply; onAdd(): void }) {
  return (
    <section>
      <h3>{t('notes')}</h3>
      {after.notes.length === 0 && <p className="hint">{t('noNotes')}</p>}
      <ol className="entries">
        {after.notes.map(({ id, kind, dated, text }) => (
          <li key={id}>
            <p className="hint">
              <strong>{t(kind)}</strong>, <Time at={dated} />
            </p>
            <p>{text}</p>
          </li>
        ))}
      </ol>
      {after.mayCorrect && after.state === 'published' && <Button onPress={onAdd}>{t('addNote')}</Button>}
    </section>
  );
}

function ActsPart({
  after,
  onAct,
  onOriginal,
}: {
  after: AfterReply;
  onAct(kind: ActKind): void;
  onOriginal(act: number): void;
}) {
  const entry = (kind: ActKind, hint?: string) => ({
    id: kind,
    says: t(kind),
    ...(hint && { hint }),
    danger: kind === 'kill',
    run: () => onAct(kind),
  });
  return (
    <section>
      <h3>{t('legal')}</h3>
      <p className="hint">{t('legalSays')}</p>
      <ol className="entries">
        {after.acts.map((act) => (
          <ActEntry key={act.id} act={act} onOriginal={onOriginal} />
        ))}
      </ol>
      {after.state !== 'killed' && (
        <Menu
          label={t('act')}
          tone="plain"
          entries={[
            after.hidden ? entry('show') : entry('hide', t('hideSays')),
            after.held ? entry('lift') : entry('hold', t('holdSays')),
            entry('redact', t('redactSays')),
            'line',
            entry('kill', t('killSays')),
          ]}
        />
      )}
    </section>
  );
}

function ActEntry({ act, onOriginal }: { act: ActReply; onOriginal(act: number): void }) {
  const { zone } = useMe().paper;
  return (
    <li>
      <p className="hint">
        <strong>{t(act.kind)}</strong>, {act.byName}, <Time at={act.at} />
        {act.undoneAt !== null && ` ${t('undone', { time: wordTime(act.undoneAt, zone) })}`}
      </p>
      <p>{act.reason}</p>
      {act.publicNote && <p className="hint">“{act.publicNote}”</p>}
      {act.mayOpen && <Button onPress={() => onOriginal(act.id)}>{t('openOriginal')}</Button>}
    </li>
  );
}
