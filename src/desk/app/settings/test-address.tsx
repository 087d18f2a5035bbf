import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { TestedAddress } from '../../shapes/labels.ts';
import { get } from '../api.ts';
import { Button } from '../parts/button.tsx';
import { TextField } from '../parts/field.tsx';
import { Notice } from '../parts/states.tsx';
import { wordProblem } from '../parts/toast.tsx';
import { t } from './messages.ts';

/** Says what a reader would be answered at an address. */
export function TestAddress() {
  const [address, setAddress] = useState('');
  const test = useMutation({
    mutationFn: (asked: string) =>
      get<TestedAddress>(`/redirects/test?${new URLSearchParams({ address: asked })}`),
  });
  return (
    <form
      className="test-address"
      onSubmit={(event) => {
        event.preventDefault();
        if (address.trim()) test.mutate(address);
      }}
    >
      <TextField label={t('testAddress')} hint={t('testAddressHint')} value={address} onChange={setAddress} />
      <Button type="submit" isDisabled={!address.trim() || test.isPending}>
        {t('test')}
      </Button>
      <div role="status">
        {test.error && <Notice tone="bad">{wordProblem(test.error)}</Notice>}
        {test.data && (
          <Notice tone={test.data.status < 400 ? 'plain' : 'warn'}>{wordAnswer(test.data)}</Notice>
        )}
      </div>
    </form>
  );
}

function wordAnswer({ status, way }: TestedAddress): string {
  const to = way.join(' → ');
  if (/^[a-z][a-z0-9+.-]*:/i.test(way.at(-1) ?? '')) return t('testedOutside', { way: to });
  if (status === 200) return to ? t('testedRedirect', { way: to }) : t('testedOk');
  if (status === 410) return t('testedGone');
  if (status === 404) return to ? t('testedMissingWay', { way: to }) : t('testedMissing');
  return t('testedOther', { status });
}
