import { useQueries } from '@tanstack/react-query';
import type { BylineRow } from '../../../shapes/labels.ts';
import { get } from '../../api.ts';
import { Button } from '../../parts/button.tsx';
import { t } from '../messages.ts';
import { Chooser } from '../together/chooser.tsx';

type Credit = { byline: number; role: string };

/** Who gets credit, in order, each with a role. People need no account. */
export function CreditsField({
  credits,
  isLocked,
  onChange,
}: {
  credits: unknown;
  isLocked: boolean;
  onChange: (credits: Credit[]) => void;
}) {
  const list = (Array.isArray(credits) ? credits : []) as Credit[];
  const names = useQueries({
    queries: list.map(({ byline }) => ({
      queryKey: ['byline', byline],
      queryFn: () => get<BylineRow>(`/bylines/${byline}`),
      staleTime: 600_000,
    })),
  });
  const nameOf = (at: number) => names[at]?.data?.name ?? '…';
  const without = (at: number) => list.filter((_, index) => index !== at);
  return (
    <fieldset className="chosen-list">
      <legend className="legend">{t('byline')}</legend>
      <ul>
        {list.map((credit, at) => (
          <li key={credit.byline}>
            <span className="name">{nameOf(at)}</span>
            <input
              type="text"
              aria-label={`${t('role')}: ${nameOf(at)}`}
              placeholder={t('role')}
              title={t('roleHint')}
              value={credit.role}
              readOnly={isLocked}
              onChange={(event) =>
                onChange(
                  list.map((one, index) => (index === at ? { ...one, role: event.target.value } : one)),
                )
              }
            />
            {at > 0 && !isLocked && (
              <Button
                tone="quiet"
                aria-label={t('moveUp', { name: nameOf(at) })}
                onPress={() => onChange(without(at).toSpliced(at - 1, 0, credit))}
              >
                ↑
              </Button>
            )}
            {!isLocked && (
              <Button
                tone="quiet"
                aria-label={t('remove', { name: nameOf(at) })}
                onPress={() => onChange(without(at))}
              >
                ×
              </Button>
            )}
          </li>
        ))}
      </ul>
      {!isLocked && (
        <Chooser
          kind="byline"
          label={t('addByline')}
          without={list.map(({ byline }) => byline)}
          onChoose={({ id }) => onChange([...list, { byline: id, role: '' }])}
        />
      )}
    </fieldset>
  );
}
