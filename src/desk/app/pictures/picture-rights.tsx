import { type RightsKind, type RightsProblem, rightsKinds } from '#media/rights.js';
import type { PictureChange } from '../../pictures-change.ts';
import type { PictureReply } from '../../shapes/pictures.ts';
import { useMe } from '../me.ts';
import { type Option, Select } from '../parts/field.tsx';
import { Notice } from '../parts/states.tsx';
import { dayOf, endOfDay, wordDate } from './dates.ts';
import { t } from './messages.ts';
import { Kept } from './picture-words.tsx';

/** On what ground a picture is used, until when, and what its owner asks for. */
export function PictureRights({
  picture,
  onChange,
}: {
  picture: PictureReply;
  onChange(change: PictureChange): void;
}) {
  const { zone } = useMe().paper;
  const { mayEdit, rightsUntil } = picture;
  return (
    <div className="picture-words">
      <RightsNotice problem={picture.problem} />
      <Select<RightsKind>
        label={t('rightsKind')}
        options={rightsKinds.map((value): Option<RightsKind> => ({ value, says: t(value) }))}
        value={picture.rightsKind}
        onChange={(rightsKind) => onChange({ rightsKind })}
        isDisabled={!mayEdit}
      />
      <label className="field">
        <span className="legend">{t('until')}</span>
        <input
          type="date"
          disabled={!mayEdit}
          key={rightsUntil}
          defaultValue={rightsUntil === null ? '' : dayOf(zone, rightsUntil - 1)}
          onBlur={({ target }) => {
            const until = target.value === '' ? null : endOfDay(zone, target.value);
            if (until !== rightsUntil) onChange({ rightsUntil: until });
          }}
        />
        <span className="soft small">{t('untilHint')}</span>
      </label>
      <Kept
        label={t('notice')}
        value={picture.rights}
        isReadOnly={!mayEdit}
        rows={2}
        onKeep={(rights) => onChange({ rights })}
      />
      <Kept
        label={t('terms')}
        value={picture.usageTerms}
        isReadOnly={!mayEdit}
        rows={2}
        onKeep={(usageTerms) => onChange({ usageTerms })}
      />
    </div>
  );
}

/** What stands in the way of using a picture, in a sentence. */
export function RightsNotice({ problem }: { problem: RightsProblem | null }) {
  const { zone } = useMe().paper;
  if (!problem) return null;
  if (problem.code === 'barred') return <Notice tone="bad">{t('barredNote')}</Notice>;
  if (problem.code === 'unknown') return <Notice tone="plain">{t('unknownNote')}</Notice>;
  const date = wordDate(problem.until - 1, zone);
  return problem.code === 'expired' ? (
    <Notice tone="bad">{t('expired', { date })}</Notice>
  ) : (
    <Notice tone="warn">{t('expiresSoon', { date })}</Notice>
  );
}
