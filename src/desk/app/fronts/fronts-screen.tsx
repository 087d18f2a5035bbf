import './fronts.css';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useLocation } from 'wouter';
import type { FrontRow, FrontsReply } from '../../shapes/fronts.ts';
import { ask, get } from '../api.ts';
import { useMe } from '../me.ts';
import { useNews } from '../news.ts';
import { Button } from '../parts/button.tsx';
import { Problem, Waiting } from '../parts/states.tsx';
import { wordTime } from '../parts/times.tsx';
import { sayProblem } from '../parts/toast.tsx';
import { t } from './messages.ts';

/** /desk/fronts: the home page and the sections, each with what is up on it. */
export function Screen() {
  const client = useQueryClient();
  const refresh = () => void client.invalidateQueries({ queryKey: ['fronts'] });
  useNews(['front.', 'sections.'], refresh, refresh);
  const { data, error, refetch } = useQuery({
    queryKey: ['fronts'],
    queryFn: () => get<FrontsReply>('/fronts'),
  });
  if (error && !data) return <Problem error={error} again={() => void refetch()} />;
  const [home, ...sections] = data?.fronts ?? [];
  return (
    <div className="screen fronts">
      <div className="screen-head">
        <h1>{t('fronts')}</h1>
      </div>
      {home ? (
        <>
          <ul className="front-rows home">
            <Row front={home} />
          </ul>
          {sections.length > 0 && <h2 className="front-rows-name">{t('sections')}</h2>}
          <ul className="front-rows">
            {sections.map((front) => (
              <Row key={front.path} front={front} />
            ))}
          </ul>
        </>
      ) : (
        <Waiting />
      )}
    </div>
  );
}

function Row({ front }: { front: FrontRow }) {
  const [, go] = useLocation();
  const { zone } = useMe().paper;
  const { id, section, name, path, up, waiting, mayArrange } = front;
  const open = () =>
    ask<{ id: number }>('POST', '/fronts', { section }).then((made) => go(`/fronts/${made.id}`), sayProblem);
  const title = section === null ? t('homeFront') : name;
  return (
    <li className="front-row">
      <div>
        <h3>{id === null ? title : <Link href={`/fronts/${id}`}>{title}</Link>}</h3>
        <p className="quiet">
          <a href={path}>{path}</a> <span>{wordUp(up, zone)}</span>
        </p>
      </div>
      {waiting > 0 && <p className="mark">{t('waitingCount', { count: waiting })}</p>}
      {id !== null ? (
        <Link className="button plain" href={`/fronts/${id}`}>
          {t(mayArrange ? 'arrange' : 'look')}
        </Link>
      ) : (
        mayArrange && <Button onPress={() => void open()}>{t('arrange')}</Button>
      )}
    </li>
  );
}

function wordUp(up: FrontRow['up'], zone: string): string {
  if (!up) return t('byRule');
  const when = wordTime(up.at, zone);
  return up.by ? t('upSince', { when, who: up.by }) : t('upSinceRule', { when });
}
