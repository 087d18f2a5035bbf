import { useState } from 'react';
import { type ApiScope, apiScopes } from '#accounts/api-key.js';
import type { NewKeyReply } from '../../shapes/machines.ts';
import { ask } from '../api.ts';
import { Answers } from '../parts/answers.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Checkbox, Select, TextField } from '../parts/field.tsx';
import { Notice } from '../parts/states.tsx';
import { wordProblem } from '../parts/toast.tsx';
import { useChange, useSections } from './data.ts';
import { type SettingsText, t } from './messages.ts';

export const scopeTexts: Readonly<Record<ApiScope, SettingsText>> = {
  read: 'scopeRead',
  'write-drafts': 'scopeWrite',
  publish: 'scopePublish',
  pictures: 'scopePictures',
  subscribers: 'scopeSubscribers',
};

const DAY_MS = 86_400_000;
type Wish = { name: string; scopes: ApiScope[]; sections: number[] | 'all'; expiresAt: number | null };

/** A new key: what for, what it may, where, until when. */
export function KeyDialog({ onClose, onMade }: { onClose(): void; onMade(reply: NewKeyReply): void }) {
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly ApiScope[]>(['read']);
  const [sections, setSections] = useState<readonly number[] | 'all'>('all');
  const [days, setDays] = useState('');
  const { data } = useSections();
  const make = useChange((wish: Wish) => ask<NewKeyReply>('POST', '/keys', wish), [['keys']]);
  const isReady = name.trim() !== '' && scopes.length > 0 && (sections === 'all' || sections.length > 0);
  const submit = () => {
    const expiresAt = days === '' ? null : Date.now() + Number(days) * DAY_MS;
    const reach = sections === 'all' ? sections : [...sections];
    make.mutate({ name, scopes: [...scopes], sections: reach, expiresAt }, { onSuccess: onMade });
  };
  return (
    <Dialog
      title={t('addKey')}
      size="medium"
      isOpen
      onClose={onClose}
      footer={
        <Answers
          verb={t('makeKey')}
          isDisabled={!isReady || make.isPending}
          onDo={submit}
          onCancel={onClose}
        />
      }
    >
      <TextField label={t('keyName')} hint={t('keyNameHint')} value={name} onChange={setName} autoFocus />
      <fieldset className="ticks">
        <legend className="legend">{t('keyMay')}</legend>
        {apiScopes.map((scope) => (
          <Checkbox
            key={scope}
            isSelected={scopes.includes(scope)}
            onChange={(on) => setScopes(ticked(scopes, scope, on))}
          >
            {t(scopeTexts[scope])}
          </Checkbox>
        ))}
      </fieldset>
      <Select
        label={t('keyWhere')}
        options={[
          { value: 'all', says: t('keyEverywhere') },
          { value: 'some', says: t('keySome') },
        ]}
        value={sections === 'all' ? 'all' : 'some'}
        onChange={(where) => setSections(where === 'all' ? 'all' : [])}
      />
      {sections !== 'all' && (
        <fieldset className="ticks">
          <legend className="legend">{t('sections')}</legend>
          {data?.sections.map((section) => (
            <Checkbox
              key={section.id}
              isSelected={sections.includes(section.id)}
              onChange={(on) => setSections(ticked(sections, section.id, on))}
            >
              {section.name}
            </Checkbox>
          ))}
        </fieldset>
      )}
      <Select
        label={t('keyUntil')}
        options={[
          { value: '', says: t('keyForever') },
          { value: '30', says: t('key30') },
          { value: '365', says: t('key365') },
        ]}
        value={days}
        onChange={setDays}
      />
      {make.error && <Notice tone="bad">{wordProblem(make.error)}</Notice>}
    </Dialog>
  );
}

/** The list with this one in it, or without. */
export function ticked<One>(list: readonly One[], one: One, on: boolean): One[] {
  const others = list.filter((other) => other !== one);
  return on ? [...others, one] : others;
}
