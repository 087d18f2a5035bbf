import { useInfiniteQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import type { RedirectRow, RedirectsReply } from '../../shapes/labels.ts';
import { ask, get, Refused } from '../api.ts';
import { Answers } from '../parts/answers.tsx';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Checkbox, SearchField, TextField } from '../parts/field.tsx';
import { Empty, Notice, Problem, Waiting } from '../parts/states.tsx';
import { say, sayProblem, wordProblem } from '../parts/toast.tsx';
import { useChange, useRenewed } from './data.ts';
import { t } from './messages.ts';
import { TestAddress } from './test-address.tsx';

const KEYS = [['redirects']] as const;

/** Addresses that lead elsewhere. */
export function RedirectsPage() {
  const [words, setWords] = useState('');
  const [byHand, setByHand] = useState(false);
  const [edited, setEdited] = useState<RedirectRow | 'new' | null>(null);
  const found = useRedirects(words, byHand);
  const redirects = found.data?.pages.flatMap((page) => page.redirects) ?? [];
  return (
    <>
      <p className="lead">{t('redirectsNote')}</p>
      <TestAddress />
      <div className="tools">
        <SearchField label={t('search')} placeholder={t('search')} value={words} onChange={setWords} />
        <Checkbox isSelected={byHand} onChange={setByHand}>
          {t('byHandOnly')}
        </Checkbox>
        <Button onPress={() => setEdited('new')}>{t('addRedirect')}</Button>
      </div>
      {found.error && <Problem error={found.error} again={() => void found.refetch()} />}
      {found.isPending && <Waiting />}
      {found.isSuccess && redirects.length === 0 && (
        <Empty title={words ? t('nothingFound') : t('noRedirects')}>
          {words ? t('nothingFoundHint') : t('noRedirectsHint')}
        </Empty>
      )}
      {redirects.length > 0 && <RedirectTable redirects={redirects} onEdit={setEdited} />}
      {found.hasNextPage && <Button onPress={() => void found.fetchNextPage()}>{t('showMore')}</Button>}
      {edited && (
        <RedirectDialog redirect={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
      )}
    </>
  );
}

function RedirectTable({
  redirects,
  onEdit,
}: {
  redirects: readonly RedirectRow[];
  onEdit(redirect: RedirectRow): void;
}) {
  const set = useChange(({ from, to }: RedirectRow) => ask('PUT', '/redirects', { from, to }), KEYS);
  const remove = useChange(
    ({ from }: RedirectRow) => ask('DELETE', `/redirects?${new URLSearchParams({ from })}`),
    KEYS,
  );
  const take = (redirect: RedirectRow) =>
    remove.mutate(redirect, {
      onError: sayProblem,
      onSuccess: () =>
        say(t('removed', { from: redirect.from }), () => set.mutate(redirect, { onError: sayProblem })),
    });
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{t('oldAddress')}</th>
          <th scope="col">{t('newAddress')}</th>
          <th scope="col">
            <span className="unseen">{t('edit')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {redirects.map((redirect) => (
          <tr key={redirect.from}>
            <th scope="row" className="address">
              {redirect.from}
              <span className="soft"> {t(redirect.byHand ? 'byHand' : 'keptAlive')}</span>
            </th>
            <td className="address">{redirect.to}</td>
            <td className="row-acts">
              <Button
                tone="quiet"
                aria-label={`${t('edit')}: ${redirect.from}`}
                onPress={() => onEdit(redirect)}
              >
                {t('edit')}
              </Button>
              {redirect.byHand && (
                <Button
                  tone="quiet"
                  aria-label={`${t('remove')}: ${redirect.from}`}
                  onPress={() => take(redirect)}
                >
                  {t('remove')}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function RedirectDialog({ redirect, onClose }: { redirect: RedirectRow | null; onClose(): void }) {
  const [from, setFrom] = useState(redirect?.from ?? '');
  const [to, setTo] = useState(redirect?.to ?? '');
  const save = useChange((wish: { from: string; to: string }) => ask('PUT', '/redirects', wish), KEYS);
  const isAboutFrom =
    save.error instanceof Refused &&
    (save.error.code === 'redirect-taken' || save.error.code === 'address-taken');
  const problem = save.error ? wordProblem(save.error) : null;
  return (
    <Dialog
      title={redirect ? redirect.from : t('addRedirect')}
      size="medium"
      isOpen
      onClose={onClose}
      footer={
        <Answers
          verb={t('save')}
          isDisabled={!from.trim() || !to.trim() || save.isPending}
          onDo={() => save.mutate({ from, to }, { onSuccess: onClose })}
          onCancel={onClose}
        />
      }
    >
      {redirect ? null : (
        <TextField
          label={t('oldAddress')}
          hint={t('oldAddressHint')}
          value={from}
          onChange={setFrom}
          problem={isAboutFrom ? problem : null}
          autoFocus
        />
      )}
      <TextField
        label={t('newAddress')}
        hint={t('newAddressHint')}
        value={to}
        onChange={setTo}
        problem={save.error instanceof Refused && !isAboutFrom ? problem : null}
      />
      {save.error && !(save.error instanceof Refused) && <Notice tone="bad">{problem}</Notice>}
    </Dialog>
  );
}

function useRedirects(typed: string, byHand: boolean) {
  const words = useDeferredValue(typed.trim());
  useRenewed(['redirects.', 'sections.', 'topics.', 'byline.'], ['redirects']);
  return useInfiniteQuery({
    queryKey: ['redirects', words, byHand],
    queryFn: ({ pageParam, signal }) => {
      const asked = new URLSearchParams({
        ...(words && { q: words }),
        ...(byHand && { byHand: 'true' }),
        ...(pageParam && { after: pageParam }),
      });
      return get<RedirectsReply>(`/redirects?${asked}`, signal);
    },
    initialPageParam: '',
    getNextPageParam: ({ after }) => after,
    placeholderData: (before) => before,
  });
}
