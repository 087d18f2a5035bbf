import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { PageRow, PagesReply } from '../../shapes/labels.ts';
import { ask, get } from '../api.ts';
import { Button } from '../parts/button.tsx';
import { TextField } from '../parts/field.tsx';
import { Empty, Problem, Waiting } from '../parts/states.tsx';
import { Time } from '../parts/times.tsx';
import { sayProblem } from '../parts/toast.tsx';
import { useChange, useRenewed } from './data.ts';
import { type SettingsText, t } from './messages.ts';

const states: Readonly<Record<PageRow['state'], SettingsText>> = {
  draft: 'stateDraft',
  published: 'statePublished',
  withdrawn: 'stateWithdrawn',
  killed: 'stateKilled',
};

/** Pages that stand by themselves; each opens in the story's editor. */
export function PagesPage() {
  useRenewed(['story.', 'work.'], ['pages']);
  const { data, error, refetch } = useQuery({
    queryKey: ['pages'],
    queryFn: () => get<PagesReply>('/pages'),
  });
  if (error) return <Problem error={error} again={() => void refetch()} />;
  if (!data) return <Waiting />;
  return (
    <>
      <p className="lead">{t('pagesNote')}</p>
      <NewPage />
      {data.pages.length === 0 && <Empty title={t('noPages')}>{t('noPagesHint')}</Empty>}
      {data.pages.length > 0 && (
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('name')}</th>
              <th scope="col">{t('address')}</th>
              <th scope="col">{t('state')}</th>
              <th scope="col">{t('changed')}</th>
            </tr>
          </thead>
          <tbody>
            {data.pages.map(({ id, headline, path, state, changedAt }) => (
              <tr key={id}>
                <th scope="row">
                  <Link href={`/stories/${id}`}>{headline || path}</Link>
                </th>
                <td className="soft">{path}</td>
                <td>{t(states[state])}</td>
                <td>
                  <Time at={changedAt} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

/** A page begins with its headline, and is written in the editor. */
function NewPage() {
  const [headline, setHeadline] = useState('');
  const [, go] = useLocation();
  const add = useChange(
    (wish: { headline: string }) => ask<{ id: number }>('POST', '/pages', wish),
    [['pages']],
  );
  return (
    <form
      className="test-address"
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate({ headline }, { onSuccess: ({ id }) => go(`/stories/${id}`), onError: sayProblem });
      }}
    >
      <TextField label={t('addPage')} placeholder={t('addPageAs')} value={headline} onChange={setHeadline} />
      <Button type="submit" isDisabled={!headline.trim() || add.isPending}>
        {t('add')}
      </Button>
    </form>
  );
}
