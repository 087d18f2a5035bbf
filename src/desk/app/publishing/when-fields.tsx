import { Radio, RadioGroup } from 'react-aria-components';
import { Switch, TextField } from '../parts/field.tsx';
import { t } from './messages.ts';
import { fromField, nextHour, toField, zoneName } from './zoned-time.ts';

/** When it goes out and when it is taken off, as the fields have it: '' for no time yet. */
export type When = { at: 'now' | string; until: string | null };

/** The times that are meant, or what is wrong with them. */
export function readWhen(
  when: When,
  zone: string,
  now: number,
): { at: number | null; unpublishAt: number | null; problem: string | null } {
  const at = when.at === 'now' ? null : fromField(when.at, zone);
  const unpublishAt = when.until === null ? null : fromField(when.until, zone);
  const missing = (when.at !== 'now' && at === null) || (when.until !== null && unpublishAt === null);
  if (missing) return { at, unpublishAt, problem: t('timeWrong') };
  if ((at ?? now + 1) <= now || (unpublishAt ?? now + 1) <= now)
    return { at, unpublishAt, problem: t('timePast') };
  const ends = unpublishAt !== null && unpublishAt <= (at ?? now);
  return { at, unpublishAt, problem: ends ? t('endsBefore') : null };
}

export function WhenFields({
  when,
  onChange,
  zone,
  now,
  withNow = true,
}: {
  when: When;
  onChange: (when: When) => void;
  zone: string;
  now: number;
  /** false where only the times of what is set already are changed. */
  withNow?: boolean;
}) {
  const { problem } = readWhen(when, zone, now);
  const clocks = t('zone', { zone: zoneName(zone) });
  return (
    <div className="when">
      {withNow && (
        <RadioGroup
          className="radios"
          aria-label={t('when')}
          value={when.at === 'now' ? 'now' : 'at'}
          onChange={(value) =>
            onChange({ ...when, at: value === 'now' ? 'now' : toField(nextHour(now), zone) })
          }
        >
          <Radio value="now" className="radio">
            {t('now')}
          </Radio>
          <Radio value="at" className="radio">
            {t('atTime')}
          </Radio>
        </RadioGroup>
      )}
      {when.at !== 'now' && (
        <TextField
          label={t('goesOutAt')}
          hint={clocks}
          type={'datetime-local' as 'text'}
          value={when.at}
          onChange={(at) => onChange({ ...when, at })}
          problem={problem}
        />
      )}
      <Switch
        isSelected={when.until !== null}
        onChange={(on) => onChange({ ...when, until: on ? toField(nextHour(now) + 86_400_000, zone) : null })}
      >
        {t('unpublish')}
      </Switch>
      {when.until !== null && (
        <TextField
          label={t('unpublishAt')}
          hint={clocks}
          type={'datetime-local' as 'text'}
          value={when.until}
          onChange={(until) => onChange({ ...when, until })}
          problem={when.at === 'now' ? problem : null}
        />
      )}
    </div>
  );
}
