import { useState } from 'react';
import { wordLimits } from '#members/benefit-words.js';
import type { BenefitsReply, PartnerRow } from '../../shapes/benefits.ts';
import { useHolds, useMe } from '../me.ts';
import { Button } from '../parts/button.tsx';
import { Checkbox, Select, TextField } from '../parts/field.tsx';
import { PictureChooser } from '../pictures/picture-chooser.tsx';
import { languageTag } from '../texts.ts';
import { CardPreview } from './card-preview.tsx';
import { type BenefitsText, t } from './messages.ts';
import { fieldsFrom, type Mistakes, type TypedBenefit } from './typed-benefit.ts';

type Props = {
  typed: TypedBenefit;
  mistakes: Mistakes;
  /** Somebody claimed it, so its kind stays. */
  isClaimed: boolean;
  tiers: BenefitsReply['tiers'];
  partners: readonly PartnerRow[];
  onChange(change: Partial<TypedBenefit>): void;
};

/** Everything about a benefit, with the card that readers will see and its limits in a sentence. */
export function BenefitFields(props: Props) {
  const { typed, onChange, partners, isClaimed } = props;
  return (
    <div className="benefit-fields">
      <Select
        label={t('partner')}
        options={partners.map(({ id, name }) => ({ value: String(id), says: name }))}
        value={String(typed.partner)}
        onChange={(partner) => onChange({ partner: Number(partner), places: [] })}
      />
      <Line {...props} name="title" hint="titleHint" />
      <TextField label={t('says')} rows={2} value={typed.says} onChange={(says) => onChange({ says })} />
      <Picture {...props} />
      <Select
        label={t('kind')}
        isDisabled={isClaimed}
        options={(['own', 'pool', 'shared'] as const).map((kind) => ({
          value: kind,
          says: t(kind),
          hint: t(`${kind}Hint`),
        }))}
        value={typed.kind}
        onChange={(kind) => onChange({ kind })}
        hint={t(`${typed.kind}Hint`)}
      />
      {typed.kind === 'shared' && <Line {...props} name="sharedCode" />}
      {typed.kind !== 'own' && <Line {...props} name="link" hint="linkHint" />}
      <Limits {...props} />
      <div className="pair">
        <Line {...props} name="worth" hint="worthHint" />
        <Line {...props} name="currency" />
      </div>
      {typed.kind === 'own' && <Line {...props} name="settle" />}
      <TextField
        label={t('terms')}
        hint={t('termsHint')}
        rows={4}
        value={typed.terms}
        onChange={(terms) => onChange({ terms })}
      />
      <Select
        label={t('state')}
        options={(['draft', 'offered', 'ended'] as const).map((state) => ({ value: state, says: t(state) }))}
        value={typed.state}
        onChange={(state) => onChange({ state })}
      />
      <CardPreview typed={typed} partner={partners.find(({ id }) => id === typed.partner)?.name ?? ''} />
    </div>
  );
}

type TextName = {
  [Name in keyof TypedBenefit]: TypedBenefit[Name] extends string ? Name : never;
}[keyof TypedBenefit];

function Line({
  typed,
  mistakes,
  onChange,
  name,
  label = name as BenefitsText,
  hint,
}: Props & { name: TextName; label?: BenefitsText; hint?: BenefitsText }) {
  return (
    <TextField
      label={t(label)}
      value={typed[name]}
      onChange={(value) => onChange({ [name]: value })}
      problem={mistakes[name] ?? null}
      {...(hint && { hint: t(hint) })}
    />
  );
}

function Picture({ typed, onChange }: Props) {
  const [isChoosing, setChoosing] = useState(false);
  const mayChoose = useHolds()('add-pictures');
  if (!mayChoose && typed.media === null) return <p className="hint">{t('pictureRight')}</p>;
  return (
    <div className="benefit-picture">
      {typed.picture && <img src={typed.picture} alt="" />}
      {mayChoose && (
        <Button onPress={() => setChoosing(true)}>
          {t(typed.media === null ? 'choosePicture' : 'otherPicture')}
        </Button>
      )}
      {typed.media !== null && (
        <Button tone="quiet" onPress={() => onChange({ media: null, picture: null })}>
          {t('noPicture')}
        </Button>
      )}
      {isChoosing && (
        <PictureChooser
          onClose={() => setChoosing(false)}
          onChoose={({ id, src }) => {
            onChange({ media: id, picture: src });
            setChoosing(false);
          }}
        />
      )}
    </div>
  );
}

function Limits(props: Props) {
  const { typed, tiers, partners, onChange } = props;
  const { zone } = useMe().paper;
  const places = partners.find(({ id }) => id === typed.partner)?.places ?? [];
  const toggle = <One,>(list: readonly One[], one: One): One[] =>
    list.includes(one) ? list.filter((other) => other !== one) : [...list, one];
  const named = (chosen: readonly string[]) =>
    tiers.filter(({ slug }) => chosen.includes(slug)).map(({ name }) => name);
  const sentence = wordLimits(fieldsFrom(typed, zone), {
    ...{ language: languageTag(), zone, tierNames: named(typed.tiers) },
    placeNames: places.filter(({ id }) => typed.places.includes(id)).map(({ name }) => name),
  });
  return (
    <fieldset className="benefit-limits">
      <legend className="legend">{t('who')}</legend>
      {tiers.length > 0 && (
        <Boxes
          label={t('tiers')}
          empty={t('everyTier')}
          isEmpty={typed.tiers.length === 0}
          onEmpty={() => onChange({ tiers: [] })}
          boxes={tiers.map(({ slug, name }) => ({
            says: name,
            isOn: typed.tiers.includes(slug),
            flip: () => onChange({ tiers: toggle(typed.tiers, slug) }),
          }))}
        />
      )}
      {typed.kind === 'own' && places.length > 1 && (
        <Boxes
          label={t('places')}
          empty={t('everyPlace')}
          isEmpty={typed.places.length === 0}
          onEmpty={() => onChange({ places: [] })}
          boxes={places.map(({ id, name }) => ({
            says: name,
            isOn: typed.places.includes(id),
            flip: () => onChange({ places: toggle(typed.places, id) }),
          }))}
        />
      )}
      <div className="pair">
        <Line {...props} name="perMember" />
        <Line {...props} name="perMemberDays" hint="perMemberDaysHint" />
      </div>
      <div className="pair">
        <Line {...props} name="inAll" hint="empty" />
        <Line {...props} name="perDay" hint="empty" />
      </div>
      <div className="pair">
        {typed.kind === 'own' && <Line {...props} name="perPlaceDay" hint="empty" />}
        <Line {...props} name="useWithin" hint="empty" />
      </div>
      <div className="pair">
        <Day label={t('validFrom')} value={typed.from} onChange={(from) => onChange({ from })} />
        <Day label={t('validUntil')} value={typed.until} onChange={(until) => onChange({ until })} />
      </div>
      <Line {...props} name="lowAt" />
      <p className="limits-sentence" role="status">
        <span className="soft">{t('limitsAre')}</span> {sentence}
      </p>
    </fieldset>
  );
}

function Boxes({
  label,
  empty,
  isEmpty,
  onEmpty,
  boxes,
}: {
  label: string;
  empty: string;
  isEmpty: boolean;
  onEmpty(): void;
  boxes: readonly { says: string; isOn: boolean; flip(): void }[];
}) {
  return (
    <fieldset className="boxes">
      <legend className="legend">{label}</legend>
      <Checkbox isSelected={isEmpty} onChange={onEmpty}>
        {empty}
      </Checkbox>
      {boxes.map(({ says, isOn, flip }) => (
        <Checkbox key={says} isSelected={isOn} onChange={flip}>
          {says}
        </Checkbox>
      ))}
    </fieldset>
  );
}

function Day({ label, value, onChange }: { label: string; value: string; onChange(day: string): void }) {
  return (
    <div className="field">
      <label>
        {label}
        <input type="date" value={value} onChange={(event) => onChange(event.target.value)} />
      </label>
    </div>
  );
}
