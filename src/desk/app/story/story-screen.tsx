import './story.css';
import './elements.css';
import './over-the-text.css';
import './panel.css';
import './narrow.css';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useParams } from 'wouter';
import type { StoryReply } from '../../shapes/lists.ts';
import { get } from '../api.ts';
import { useMe } from '../me.ts';
import { useNews } from '../news.ts';
import { Notice, Problem, Waiting } from '../parts/states.tsx';
import { StoryDesk } from './story-desk.tsx';
import { StorySession } from './together/session.ts';
import { useSession } from './together/use-editor.ts';

/** /desk/stories/:id: one story, to write in together. */
export function Screen() {
  const { id } = useParams<{ id: string }>();
  const story = Number(id);
  return <OpenStory key={story} story={story} />;
}

/** The text opens with the line; what else is known of the story comes beside it. */
function OpenStory({ story }: { story: number }) {
  const me = useMe();
  const [turn, setTurn] = useState(0);
  const [dropped, setDropped] = useState<string | null>(null);
  const [session, setSession] = useState<StorySession | null>(null);
  const { data, error, refetch } = useQuery({
    queryKey: ['story', story],
    queryFn: () => get<StoryReply>(`/stories/${story}`),
  });
  useNews(['story.', 'work.', 'plan.'], ({ subject }) => {
    if (subject === story) void refetch();
  });
  const { id, name } = me;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another turn is another session on purpose
  useEffect(() => {
    const opened = new StorySession(story, { id, name });
    setSession(opened);
    return () => opened.destroy();
  }, [story, id, name, turn]);
  if (error && !data) return <Problem error={error} again={() => void refetch()} />;
  if (!session) return <Waiting />;
  const begin = (why: string) => {
    setDropped(why);
    setTurn(turn + 1);
  };
  return (
    <>
      {dropped && <Notice tone="warn">{dropped}</Notice>}
      <WhenReady key={turn} session={session} story={story} facts={data} onDropped={begin} />
    </>
  );
}

function WhenReady(props: {
  session: StorySession;
  story: number;
  facts: StoryReply | undefined;
  onDropped: (why: string) => void;
}) {
  const { isReady } = useSession(props.session);
  return isReady ? <StoryDesk {...props} /> : <Waiting lines={9} />;
}
