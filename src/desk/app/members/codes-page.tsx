import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { BatchesReply, CodesReply, CodeView } from '../../shapes/codes.ts';
import { ask, get } from '../api.ts';
import { Button } from '../parts/button.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { SearchField } from '../parts/field.tsx';
import { Menu } from '../parts/menu.tsx';
import { Empty, Problem, Waiting } from '../parts/states.tsx';
import { say } from '../parts/toast.tsx';
import { useChange } from '../settings/data.ts';
import { CodesDialog } from './codes-dialog.tsx';
import { useFresh } from './data.ts';
import { t } from './messages.ts';
import { Day, wordCode } from './words.tsx';

const key = ['members', 'codes'] as const;
type Batch = BatchesReply['batches'][number];

/** Codes that the paper gives out, batch by batch, and the presents that were bought. */
export function CodesPage() {
  useFresh(['code.', 'membership.'], key);
  const [isMaking, setMaking] = useState(false);
  const [voided, setVoided] = useState<Batch>();
  const [words, setWords] = useState('');
  const { data, error, refetch } = useQuery({
    queryKey: [...key, 'batches'],
    queryFn: ({ signal }) => get<BatchesReply>('/codes/batches', signal),
  });
  return (
    <>
      <div className="count-line">
        <p className="lead at-start">{t('codesNote')}</p>
        <Button onPress={() => setMaking(true)}>{t('makeCodes')}</Button>
      </div>
      {error && <Problem error={error} again={() => void refetch()} />}
      {!data && !error && <Waiting />}
      {data?.batches.length === 0 && <Empty title={t('noCodes')}>{t('noCodesHint')}</Empty>}
      {data && data.batches.length > 0 && <Batches {...data} onVoid={setVoided} />}
      <section className="block" aria-label={t('findCode')}>
        <h2>{t('findCode')}</h2>
        <SearchField
          label={t('findCode')}
          placeholder={t('findCodeHint')}
          value={words}
          onChange={setWords}
        />
        <Codes words={words} />
      </section>
      {isMaking && <CodesDialog onClose={() => setMaking(false)} />}
      {voided && <VoidBatch batch={voided} onClose={() => setVoided(undefined)} />}
    </>
  );
}

function Batches({ batches, tiers, onVoid }: BatchesReply & { onVoid(batch: Batch): void }) {
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{t('batch')}</th>
          <th scope="col">{t('brings')}</th>
          <th scope="col">{t('codes')}</th>
          <th scope="col">{t('used')}</th>
          <th scope="col">{t('until')}</th>
          <th scope="col">
            <span className="unseen">{t('moreActs')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {batches.map((batch) => (
          <tr key={batch.batch}>
            <th scope="row">
              {batch.batch}
              <span className="soft second">
                <Day at={batch.madeAt} />
              </span>
            </th>
            <td>
              {wordCode(batch.kind)}
              <span className="soft second">
                {[
                  batch.tier !== null && tiers[batch.tier],
                  batch.months !== null && t('months', { count: batch.months }),
                ]
                  .filter(Boolean)
                  .join(', ')}
              </span>
            </td>
            <td className="figures" data-label={t('codes')}>
              {batch.codes}
              {batch.gone > 0 && <span className="soft second">{t('codesVoid', { count: batch.gone })}</span>}
            </td>
            <td className="figures" data-label={t('used')}>
              {batch.uses} / {batch.usesMost}
            </td>
            <td className="figures" data-label={t('until')}>
              {batch.expiresAt === null ? t('withoutEnd') : <Day at={batch.expiresAt} />}
            </td>
            <td className="row-acts">
              <a
                className="button quiet"
                href={`/desk/api/codes.csv?${new URLSearchParams({ batch: batch.batch })}`}
                aria-label={`CSV: ${batch.batch}`}
                download
              >
                CSV
              </a>
              {batch.gone < batch.codes && (
                <Button
                  tone="quiet"
                  aria-label={`${t('voidBatch')}: ${batch.batch}`}
                  onPress={() => onVoid(batch)}
                >
                  {t('voidBatch')}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** One code by its letters, or those of somebody. */
function Codes({ words }: { words: string }) {
  const q = words.trim();
  const found = useInfiniteQuery({
    queryKey: [...key, 'list', q],
    queryFn: ({ pageParam, signal }) => {
      const asked = new URLSearchParams({ q });
      if (pageParam !== null) asked.set('before', String(pageParam));
      return get<CodesReply>(`/codes?${asked}`, signal);
    },
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: (before) => before,
    enabled: q.length > 1,
  });
  const codes = q.length > 1 ? (found.data?.pages.flatMap((page) => page.codes) ?? []) : [];
  if (q.length > 1 && found.isSuccess && codes.length === 0)
    return <p className="soft">{t('noCodeFound')}</p>;
  if (codes.length === 0) return null;
  return (
    <>
      <ul className="lines code-lines">
        {codes.map((code) => (
          <CodeLine key={code.id} code={code} />
        ))}
      </ul>
      {found.hasNextPage && <Button onPress={() => void found.fetchNextPage()}>{t('more')}</Button>}
    </>
  );
}

function CodeLine({ code }: { code: CodeView }) {
  const gone = useChange(() => ask('POST', `/codes/${code.id}/void`), [key]);
  const state = code.state === 'void' ? t('codeVoid') : t('usesOf', { uses: code.uses, most: code.usesMost });
  return (
    <li>
      <code>{code.printed}</code>
      <span>
        {wordCode(code.kind)}, {state}
        <span className="soft second">
          {[code.tierName, code.batch, code.forName && t('forName', { name: code.forName }), code.usedBy]
            .filter(Boolean)
            .join(' · ')}
        </span>
        {code.state !== 'void' && (
          <Menu
            label={`${t('moreActs')}: ${code.printed}`}
            entries={[
              {
                id: 'void',
                says: t('voidCode'),
                danger: true,
                run: () => gone.mutate(undefined, { onSuccess: () => say(t('codeVoid')) }),
              },
            ]}
          >
            ⋯
          </Menu>
        )}
      </span>
    </li>
  );
}

function VoidBatch({ batch, onClose }: { batch: Batch; onClose(): void }) {
  const gone = useChange(() => ask('POST', '/codes/batches/void', { batch: batch.batch }), [key]);
  return (
    <ConfirmDialog
      title={t('voidBatch')}
      says={t('voidBatchSays', { batch: batch.batch, count: batch.codes - batch.gone })}
      verb={t('voidBatch')}
      onConfirm={() => gone.mutateAsync(undefined)}
      onClose={onClose}
    />
  );
}
