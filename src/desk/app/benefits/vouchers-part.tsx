import { useInfiniteQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { Link } from 'wouter';
import type { BenefitRow, VoucherRow, VouchersReply } from '../../shapes/benefits.ts';
import { ask, get } from '../api.ts';
import { useHolds } from '../me.ts';
import { Button } from '../parts/button.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { SearchField, Select } from '../parts/field.tsx';
import { Empty, Problem, Waiting } from '../parts/states.tsx';
import { Time } from '../parts/times.tsx';
import { useRenewed } from '../settings/data.ts';
import { vouchersKey } from './data.ts';
import { t } from './messages.ts';

const states = ['ready', 'used', 'expired', 'void'] as const;
type State = (typeof states)[number] | 'any';

/** Who claimed a benefit, and what became of each voucher. */
export function VouchersPart({ benefit }: { benefit: BenefitRow }) {
  const [words, setWords] = useState('');
  const [state, setState] = useState<State>('any');
  const [taken, setTaken] = useState<VoucherRow | null>(null);
  const found = useVouchers(benefit.id, useDeferredValue(words.trim()), state);
  const vouchers = found.data?.pages.flatMap((page) => page.vouchers) ?? [];
  const isNarrowed = words.trim() !== '' || state !== 'any';
  return (
    <div className="vouchers-part">
      <div className="tools">
        <SearchField label={t('search')} placeholder={t('search')} value={words} onChange={setWords} />
        <Select<State>
          label={t('state')}
          isLabelHidden
          options={[
            { value: 'any', says: t('anyState') },
            ...states.map((value) => ({ value, says: t(value) })),
          ]}
          value={state}
          onChange={setState}
        />
      </div>
      {found.error && <Problem error={found.error} again={() => void found.refetch()} />}
      {found.isPending && <Waiting />}
      {found.isSuccess && vouchers.length === 0 && !isNarrowed && (
        <Empty title={t('noVouchers')}>{t('noVouchersHint')}</Empty>
      )}
      {vouchers.length > 0 && <Table vouchers={vouchers} onTakeBack={setTaken} />}
      {found.hasNextPage && <Button onPress={() => void found.fetchNextPage()}>{t('more')}</Button>}
      {taken && (
        <ConfirmDialog
          title={t('takeBack')}
          says={t('takeBackSays', {
            code: taken.code,
            name: taken.holder?.name || taken.holder?.email || '',
          })}
          verb={t('takeBack')}
          onClose={() => setTaken(null)}
          onConfirm={async () => {
            await ask('POST', `/vouchers/${taken.id}/void`);
            await found.refetch();
          }}
        />
      )}
    </div>
  );
}

function useVouchers(id: number, words: string, state: State) {
  useRenewed(['voucher.'], vouchersKey(id));
  return useInfiniteQuery({
    queryKey: [...vouchersKey(id), words, state],
    queryFn: ({ pageParam, signal }) => {
      const asked = new URLSearchParams({
        ...(words && { q: words }),
        ...(state !== 'any' && { state }),
        ...(pageParam && { after: String(pageParam) }),
      });
      return get<VouchersReply>(`/benefits/${id}/vouchers?${asked}`, signal);
    },
    initialPageParam: 0,
    getNextPageParam: ({ after }) => after,
    placeholderData: (before) => before,
  });
}

function Table({
  vouchers,
  onTakeBack,
}: {
  vouchers: readonly VoucherRow[];
  onTakeBack(one: VoucherRow): void;
}) {
  const maySee = useHolds()('members');
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{t('code')}</th>
          <th scope="col">{t('holder')}</th>
          <th scope="col">{t('state')}</th>
          <th scope="col">{t('claimedAt')}</th>
          <th scope="col">{t('until')}</th>
          <th scope="col">
            <span className="unseen">{t('takeBack')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {vouchers.map((voucher) => (
          <tr key={voucher.id}>
            <th scope="row" className="code">
              {voucher.code}
            </th>
            <td>
              <Holder holder={voucher.holder} isLinked={maySee} />
            </td>
            <td>
              {t(voucher.stand === 'ended' ? 'endedStand' : voucher.stand)}
              {voucher.usedAt !== null && (
                <span className="soft second">
                  <Time at={voucher.usedAt} /> {voucher.place}
                </span>
              )}
            </td>
            <td className="figures" data-label={t('claimedAt')}>
              <Time at={voucher.claimedAt} />
            </td>
            <td className="figures" data-label={t('until')}>
              {voucher.expiresAt === null ? '–' : <Time at={voucher.expiresAt - 1} />}
            </td>
            <td>
              {voucher.stand === 'ready' && (
                <Button tone="quiet" onPress={() => onTakeBack(voucher)}>
                  {t('takeBack')}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Holder({ holder, isLinked }: { holder: VoucherRow['holder']; isLinked: boolean }) {
  if (!holder) return <span className="soft">{t('deleted')}</span>;
  const name = holder.name || holder.email;
  return (
    <>
      {isLinked ? <Link href={`/members/person/${holder.account}`}>{name}</Link> : name}
      {holder.name && <span className="soft second">{holder.email}</span>}
    </>
  );
}
