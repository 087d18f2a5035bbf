import { type ReactNode, useState } from 'react';
import type { SettingView } from '../../shapes/settings.ts';
import { useMe } from '../me.ts';
import { Button } from '../parts/button.tsx';
import { Problem, Waiting } from '../parts/states.tsx';
import { wordTime } from '../parts/times.tsx';
import { wordProblem } from '../parts/toast.tsx';
import { fieldsOf, useSaveSettings, useSettings } from './data.ts';
import { t } from './messages.ts';
import { SettingField } from './setting-field.tsx';

export type Typed = Readonly<Record<string, unknown>>;

/**
 * The settings of one group, saved together.
 *
 * isShown  which of the group, where a screen asks for a part of it
 * beside  drawn under the fields, with what is typed but not saved
 */
export function GroupForm({
  group,
  isShown = () => true,
  beside,
}: {
  group: SettingView['group'];
  isShown?: (name: string) => boolean;
  beside?: (typed: Typed, settings: readonly SettingView[]) => ReactNode;
}) {
  const { data, error, refetch } = useSettings();
  const [typed, setTyped] = useState<Typed>({});
  const save = useSaveSettings();
  if (error) return <Problem error={error} again={() => void refetch()} />;
  if (!data) return <Waiting />;
  const settings = data.settings.filter((setting) => setting.group === group && isShown(setting.name));
  const changed = settings.filter(({ name, value }) => name in typed && isOther(typed[name], value));
  const wrong = fieldsOf(save.error);
  const submit = () => {
    const values = Object.fromEntries(changed.map(({ name }) => [name, tidy(typed[name])]));
    save.mutate(values, { onSuccess: () => setTyped({}) });
  };
  return (
    <form
      className={`group-form of-${group}`}
      onSubmit={(event) => {
        event.preventDefault();
        if (changed.length > 0) submit();
      }}
    >
      <div className="fields">
        {settings.map((setting) => (
          <SettingField
            key={setting.name}
            setting={setting}
            value={setting.name in typed ? typed[setting.name] : setting.value}
            problem={wrong[setting.name]}
            onChange={(value) => setTyped((before) => ({ ...before, [setting.name]: value }))}
          />
        ))}
      </div>
      {beside?.(typed, settings)}
      <SaveBar
        changes={changed.length}
        isSaving={save.isPending}
        savedAt={save.isSuccess ? save.submittedAt : null}
        error={save.error && Object.keys(wrong).length === 0 ? save.error : null}
        onDiscard={() => {
          setTyped({});
          save.reset();
        }}
      />
    </form>
  );
}

/** What a form still has to save, and when it last did. */
export function SaveBar({
  changes,
  isSaving,
  savedAt,
  error,
  onDiscard,
}: {
  changes: number;
  isSaving: boolean;
  savedAt: number | null;
  error: unknown;
  onDiscard(): void;
}) {
  const { zone } = useMe().paper;
  const saved = savedAt === null ? '' : t('saved', { time: wordTime(savedAt, zone, 'clock') });
  return (
    <footer className="save-bar">
      {error !== null && error !== undefined && (
        <p className="react-aria-FieldError" role="alert">
          {wordProblem(error)}
        </p>
      )}
      <p role="status">{isSaving ? t('saving') : changes > 0 ? t('unsaved', { count: changes }) : saved}</p>
      {changes > 0 && (
        <Button tone="quiet" onPress={onDiscard}>
          {t('discard')}
        </Button>
      )}
      <Button type="submit" tone="main" isDisabled={changes === 0 || isSaving}>
        {t('save')}
      </Button>
    </footer>
  );
}

function isOther(typed: unknown, value: unknown): boolean {
  if (typed === null) return false;
  return JSON.stringify(tidy(typed)) !== JSON.stringify(value);
}

/** Lists are typed line by line: empty lines are none. */
function tidy(typed: unknown): unknown {
  if (!Array.isArray(typed)) return typed;
  return typed.every((one) => typeof one === 'string')
    ? typed.map((one: string) => one.trim()).filter(Boolean)
    : typed;
}
