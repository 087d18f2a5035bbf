import { useState } from 'react';
import type { PartnerRow } from '../../shapes/benefits.ts';
import { ask } from '../api.ts';
import { Answers } from '../parts/answers.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Select, TextField } from '../parts/field.tsx';
import { Notice } from '../parts/states.tsx';
import { say, wordProblem } from '../parts/toast.tsx';
import { useChange } from '../settings/data.ts';
import { partnersKey } from './data.ts';
import { t } from './messages.ts';

const blank = {
  name: '',
  about: '',
  link: '',
  email: '',
  invoiceTo: '',
  language: '',
  state: 'running' as const,
};

/** One partner: a new one where `partner` is null. */
export function PartnerDialog({ partner, onClose }: { partner: PartnerRow | null; onClose(): void }) {
  const { name, about, link, email, invoiceTo, language, state } = partner ?? blank;
  const [typed, setTyped] = useState<Typed>({ name, about, link, email, invoiceTo, language, state });
  const [tax, setTax] = useState(partner && partner.taxBp > 0 ? String(partner.taxBp / 100) : '');
  const rate = Number(tax.replace(',', '.') || 0);
  const isRate = rate >= 0 && rate <= 100;
  const save = useChange(
    (fields: object) =>
      partner ? ask('PATCH', `/partners/${partner.id}`, fields) : ask('POST', '/partners', fields),
    [partnersKey],
  );
  const change = (fields: Partial<typeof typed>) => setTyped((before) => ({ ...before, ...fields }));
  const submit = () =>
    save.mutate(
      { ...typed, link: typed.link.trim(), email: typed.email.trim(), taxBp: Math.round(rate * 100) },
      {
        onSuccess: () => {
          say(t('saved', { title: typed.name }));
          onClose();
        },
      },
    );
  return (
    <Dialog
      title={partner ? partner.name : t('addPartner')}
      size="side"
      isOpen
      onClose={onClose}
      footer={
        <Answers
          verb={t('save')}
          isDisabled={typed.name.trim() === '' || !isRate || save.isPending}
          onDo={submit}
          onCancel={onClose}
        />
      }
    >
      <PartnerFields
        typed={typed}
        tax={tax}
        isRate={isRate}
        isNew={partner === null}
        onTax={setTax}
        onChange={change}
      />
      {save.error && <Notice tone="bad">{wordProblem(save.error)}</Notice>}
    </Dialog>
  );
}

type Typed = Pick<PartnerRow, 'name' | 'about' | 'link' | 'email' | 'invoiceTo' | 'language' | 'state'>;

function PartnerFields({
  typed,
  tax,
  isRate,
  isNew,
  onTax,
  onChange: change,
}: {
  typed: Typed;
  tax: string;
  isRate: boolean;
  isNew: boolean;
  onTax(tax: string): void;
  onChange(fields: Partial<Typed>): void;
}) {
  return (
    <>
      <TextField label={t('name')} value={typed.name} onChange={(next) => change({ name: next })} autoFocus />
      <TextField
        label={t('about')}
        hint={t('aboutHint')}
        rows={2}
        value={typed.about}
        onChange={(next) => change({ about: next })}
      />
      <TextField
        label={t('website')}
        type="url"
        value={typed.link}
        onChange={(next) => change({ link: next })}
      />
      <TextField
        label={t('email')}
        type="email"
        hint={t('emailHint')}
        value={typed.email}
        onChange={(next) => change({ email: next })}
      />
      <TextField
        label={t('invoiceTo')}
        rows={3}
        value={typed.invoiceTo}
        onChange={(next) => change({ invoiceTo: next })}
      />
      <TextField
        label={t('tax')}
        inputMode="decimal"
        value={tax}
        onChange={onTax}
        problem={isRate ? null : t('wrongNumber')}
      />
      <Select
        label={t('language')}
        options={[
          { value: 'paper', says: t('paperLanguage') },
          { value: 'en', says: t('english') },
          { value: 'de', says: t('german') },
        ]}
        value={typed.language === '' ? 'paper' : typed.language}
        onChange={(next) => change({ language: next === 'paper' ? '' : next })}
      />
      {!isNew && (
        <Select
          label={t('state')}
          options={[
            { value: 'running', says: t('running') },
            { value: 'ended', says: t('partnerEnded') },
          ]}
          value={typed.state}
          onChange={(next) => change({ state: next })}
        />
      )}
    </>
  );
}
