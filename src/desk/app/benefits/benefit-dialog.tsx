import { useState } from 'react';
import type { BenefitRow, BenefitsReply, PartnerRow } from '../../shapes/benefits.ts';
import { ask } from '../api.ts';
import { useMe } from '../me.ts';
import { Answers } from '../parts/answers.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Notice } from '../parts/states.tsx';
import { say, wordProblem } from '../parts/toast.tsx';
import { useChange } from '../settings/data.ts';
import { BenefitFields } from './benefit-fields.tsx';
import { benefitsKey, partnersKey } from './data.ts';
import { t } from './messages.ts';
import { fieldsFrom, mistakesIn, typedFrom } from './typed-benefit.ts';

/** One benefit: a new one where `benefit` is null. */
export function BenefitDialog({
  benefit,
  frame,
  partners,
  onClose,
}: {
  benefit: BenefitRow | null;
  frame: BenefitsReply;
  partners: readonly PartnerRow[];
  onClose(): void;
}) {
  const { zone } = useMe().paper;
  const [typed, setTyped] = useState(() => typedFrom(benefit, { partners, currency: frame.currency, zone }));
  const [isTold, setTold] = useState(false);
  const mistakes = mistakesIn(typed);
  const save = useChange(
    (fields: object) =>
      benefit ? ask('PATCH', `/benefits/${benefit.id}`, fields) : ask('POST', '/benefits', fields),
    [benefitsKey, partnersKey],
  );
  const submit = () => {
    setTold(true);
    if (Object.keys(mistakes).length > 0) return;
    save.mutate(fieldsFrom(typed, zone), {
      onSuccess: () => {
        say(t('saved', { title: typed.title }));
        onClose();
      },
    });
  };
  return (
    <Dialog
      title={benefit ? benefit.title : t('add')}
      size="side"
      isOpen
      onClose={onClose}
      footer={
        <Answers
          verb={t('save')}
          isDisabled={typed.title.trim() === '' || save.isPending}
          onDo={submit}
          onCancel={onClose}
        />
      }
    >
      <BenefitFields
        typed={typed}
        mistakes={isTold ? mistakes : {}}
        isClaimed={(benefit?.claimed ?? 0) > 0}
        tiers={frame.tiers}
        partners={partners}
        onChange={(change) => setTyped((before) => ({ ...before, ...change }))}
      />
      {save.error && <Notice tone="bad">{wordProblem(save.error)}</Notice>}
    </Dialog>
  );
}
