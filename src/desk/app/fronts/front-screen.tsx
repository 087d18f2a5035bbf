import './fronts.css';
import { useEffect, useState } from 'react';
import { useParams } from 'wouter';
import type { FrontReply } from '../../shapes/fronts.ts';
import { useMe } from '../me.ts';
import { Notice, Problem, Waiting } from '../parts/states.tsx';
import { StorySession } from '../story/together/session.ts';
import { useSession } from '../story/together/use-editor.ts';
import { FrontDesk } from './front-desk.tsx';
import { useFrontFacts } from './use-front.ts';

/** /desk/fronts/:id: one front, arranged together. */
export function Screen() {
  const { id } = useParams<{ id: string }>();
  return <OpenFront key={id} id={Number(id)} />;
}

function OpenFront({ id }: { id: number }) {
  const { data, error, refetch } = useFrontFacts(id);
  const me = useMe();
  const [turn, setTurn] = useState(0);
  const [dropped, setDropped] = useState('');
  const [session, setSession] = useState<StorySession | null>(null);
  // The document is begun by the first question after the front.
  const name = data?.document.name;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another turn is another session on purpose
  useEffect(() => {
    if (name === undefined) return;
    const document = { name, generationAt: `/fronts/${id}/document` };
    const opened = new StorySession(document, { id: me.id, name: me.name });
    setSession(opened);
    return () => opened.destroy();
  }, [name, id, me.id, me.name, turn]);
  if (error && !data) return <Problem error={error} again={() => void refetch()} />;
  if (!session || !data) return <Waiting />;
  const begin = (why: string) => {
    setDropped(why);
    setTurn(turn + 1);
  };
  return (
    <>
      {dropped && <Notice tone="warn">{dropped}</Notice>}
      <WhenReady key={turn} session={session} facts={data} onDropped={begin} />
    </>
  );
}

function WhenReady(props: { session: StorySession; facts: FrontReply; onDropped: (why: string) => void }) {
  const { isReady } = useSession(props.session);
  return isReady ? <FrontDesk {...props} /> : <Waiting lines={9} />;
}
