import './publishing.css';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Part } from '#stories/compare.js';
import type { StoryReply } from '../../shapes/lists.ts';
import { ask } from '../api.ts';
import { useCommands } from '../commands.ts';
import { Button } from '../parts/button.tsx';
import { Menu, type MenuEntry } from '../parts/menu.tsx';
import { say, sayProblem } from '../parts/toast.tsx';
import { CorrectDialog } from './correct-dialog.tsx';
import { useStoryChanged } from './data.ts';
import { EmbargoDialog } from './embargo-dialog.tsx';
import { t } from './messages.ts';
import { PublishDialog } from './publish-dialog.tsx';

type Open = 'publish' | 'correct' | 'embargo' | null;

/** What can be done with a story towards its readers; stands in the story's head. */
export function StoryActs({
  story,
  facts,
  onGo,
}: {
  story: number;
  facts: StoryReply | undefined;
  onGo: (part: Part) => void;
}) {
  const [open, setOpen] = useState<Open>(null);
  const changed = useStoryChanged(story);
  const [, go] = useLocation();
  const run = (work: () => Promise<unknown>, says: string) => void done(work, says, changed);
  const mayPublish = facts?.rights.includes('publish') ?? false;
  const preview = () => go(`/stories/${story}/preview`);
  useCommands([
    ...(mayPublish
      ? [
          {
            id: 'story-publish',
            name: t('publish'),
            group: t('keysGroup'),
            keys: 'Mod+Shift+P',
            run: () => setOpen('publish'),
          },
        ]
      : []),
    { id: 'story-preview', name: t('preview'), group: t('keysGroup'), run: preview },
  ]);
  if (!facts) return null;
  const entries = entriesOf(facts, { story, run, preview, open: setOpen });
  return (
    <>
      <Menu label={t('more')} entries={entries} />
      <Button tone={mayPublish ? 'main' : 'plain'} onPress={() => setOpen('publish')}>
        {t(facts.story.standing === 'out' ? 'update' : 'publish')}
      </Button>
      {open === 'publish' && <PublishDialog story={story} onClose={() => setOpen(null)} onGo={onGo} />}
      {open === 'correct' && <CorrectDialog story={story} onClose={() => setOpen(null)} />}
      {open === 'embargo' && <EmbargoDialog story={story} onClose={() => setOpen(null)} />}
    </>
  );
}

type Doing = {
  story: number;
  run: (work: () => Promise<unknown>, says: string) => void;
  preview: () => void;
  open: (what: Open) => void;
};

function entriesOf(
  { story: { standing }, rights }: StoryReply,
  { story, run, preview, open }: Doing,
): MenuEntry[] {
  const may = (right: StoryReply['rights'][number]) => rights.includes(right);
  const waits = standing === 'scheduled' || standing === 'embargoed';
  const some: (MenuEntry | false)[] = [
    { id: 'preview', says: t('preview'), run: preview },
    standing === 'out' && may('publish') && { id: 'correct', says: t('correct'), run: () => open('correct') },
    standing !== 'out' && may('edit') && { id: 'embargo', says: t('embargo'), run: () => open('embargo') },
    waits &&
      may('publish') && {
        id: 'cancel',
        says: t('cancelTime'),
        run: () => run(() => ask('DELETE', `/stories/${story}/schedule`), t('unscheduled')),
      },
    standing === 'out' &&
      may('correct') && {
        id: 'withdraw',
        says: t('withdraw'),
        hint: t('withdrawHint'),
        danger: true,
        run: () => run(() => ask('POST', `/stories/${story}/withdraw`, {}), t('withdrawn')),
      },
    standing === 'withdrawn' &&
      may('publish') && {
        id: 'return',
        says: t('bringBack'),
        run: () => run(() => ask('POST', `/stories/${story}/return`), t('returned')),
      },
  ];
  return some.filter((entry) => entry !== false);
}

async function done(work: () => Promise<unknown>, says: string, changed: () => void): Promise<void> {
  try {
    await work();
    say(says);
  } catch (error) {
    sayProblem(error);
  }
  changed();
}
