import { Label } from 'react-aria-components';
import type { SettingView } from '../../shapes/settings.ts';
import { Button } from '../parts/button.tsx';
import { Checkbox, Select, TextField } from '../parts/field.tsx';
import { languageTag } from '../texts.ts';
import { LinksField, type LinkValue } from './links-field.tsx';
import { t } from './messages.ts';
import { wordChoice, wordSetting } from './setting-names.ts';

type Around = {
  setting: SettingView;
  value: unknown;
  problem: string | undefined;
  onChange(value: unknown): void;
};

/** One setting, asked for in the way that fits it. What the machine fixes is shown and cannot be touched. */
export function SettingField({ setting, value, problem, onChange }: Around) {
  const isFixed = setting.from === 'environment' || setting.from === 'settings.json';
  const hint = isFixed ? wordFixed(setting) : hintOf(setting);
  const common = { label: wordSetting(setting.name), hint, problem: sentence(problem), isDisabled: isFixed };
  const { form } = setting;
  if (setting.secret) return <SecretField {...{ setting, value, onChange }} {...common} />;
  switch (form.is) {
    case 'yes-no':
      return (
        <div className="yes-no">
          <Checkbox isSelected={value === true} isDisabled={isFixed} onChange={onChange}>
            {common.label}
          </Checkbox>
          <p className="hint">{hint}</p>
        </div>
      );
    case 'choice':
      return (
        <Select
          {...common}
          options={form.choices.map((choice) => ({ value: choice, says: wordChoice(choice) }))}
          value={String(value)}
          onChange={onChange}
        />
      );
    case 'links':
      return <LinksField {...common} value={value as LinkValue[]} onChange={onChange} />;
    case 'list':
      return (
        <TextField
          {...common}
          hint={`${hint} ${t('oneALine')}`}
          rows={3}
          value={typeof value === 'string' ? value : (value as string[]).join('\n')}
          onChange={(text) => onChange(text.split('\n'))}
        />
      );
    case 'colour':
      return (
        <ColourField
          {...common}
          standard={setting.name === 'accentDark' ? '#f2a08f' : '#8f1d21'}
          value={String(value)}
          onChange={onChange}
        />
      );
    case 'zone':
      return <SuggestField {...common} value={String(value)} onChange={onChange} suggestions={zones()} />;
    case 'number':
      return (
        <TextField
          {...common}
          inputMode="numeric"
          value={String(value)}
          onChange={(text) => onChange(/^\d+$/.test(text.trim()) ? Number(text) : text)}
        />
      );
    default:
      return (
        <TextField
          {...common}
          {...(form.is === 'text' && { rows: 3 })}
          value={String(value ?? '')}
          onChange={onChange}
        />
      );
  }
}

type Shown = { label: string; hint: string; problem: string | undefined; isDisabled: boolean };

function SecretField({
  setting,
  value,
  onChange,
  hint,
  ...shown
}: Shown & { setting: SettingView; value: unknown; onChange(value: unknown): void }) {
  const isTyped = typeof value === 'string' && value !== '';
  const isList = setting.form.is === 'list';
  return (
    <div className="secret">
      <TextField
        {...shown}
        type="password"
        autoComplete="off"
        hint={`${hint} ${setting.isSet ? t('secretSet') : t('secretEmpty')}`}
        value={isTyped ? value : ''}
        onChange={(text) => onChange(text === '' ? null : text)}
      />
      {setting.isSet && !shown.isDisabled && (
        <Button tone="quiet" onPress={() => onChange(isList ? [] : '')}>
          {t('removeSecret')}
        </Button>
      )}
    </div>
  );
}

function ColourField({
  label,
  hint,
  problem,
  isDisabled,
  standard,
  value,
  onChange,
}: Shown & { standard: string; value: string; onChange(value: string): void }) {
  return (
    <div className="colour">
      <TextField {...{ label, hint, problem, isDisabled, value, onChange }} placeholder={standard} />
      <input
        type="color"
        aria-label={label}
        disabled={isDisabled}
        value={/^#[0-9a-f]{6}$/i.test(value) ? value : standard}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}

/** A line with a list of what is usual; anything else may be typed too. */
function SuggestField({
  label,
  hint,
  problem,
  isDisabled,
  value,
  onChange,
  suggestions,
}: Shown & { value: string; onChange(value: string): void; suggestions: readonly string[] }) {
  const id = `suggest-${label.replace(/\W/g, '')}`;
  return (
    <div className="field" {...(problem && { 'data-invalid': true })}>
      <Label htmlFor={id}>{label}</Label>
      <input
        id={id}
        list={`${id}-list`}
        disabled={isDisabled}
        value={value}
        aria-describedby={`${id}-hint`}
        aria-invalid={problem ? true : undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      <datalist id={`${id}-list`}>
        {suggestions.map((suggestion) => (
          <option key={suggestion} value={suggestion} />
        ))}
      </datalist>
      <span id={`${id}-hint`} slot="description">
        {hint}
      </span>
      {problem && <span className="react-aria-FieldError">{problem}</span>}
    </div>
  );
}

function zones(): string[] {
  return Intl.supportedValuesOf('timeZone');
}

function wordFixed({ from, variable }: SettingView): string {
  return from === 'environment' ? t('fixedByEnvironment', { variable }) : t('fixedByFile');
}

/** What the label says already is not said twice. */
const SPEAKING = new Set([
  'name',
  'logoWidth',
  'logoHeight',
  'textFont',
  'accentDark',
  'smtpUser',
  'smtpPassword',
]);

/** The documentation's sentence exists in English only. */
function hintOf({ name, says }: SettingView): string {
  return languageTag().startsWith('en') && !SPEAKING.has(name) ? says : '';
}

function sentence(problem: string | undefined): string | undefined {
  return problem && problem.charAt(0).toUpperCase() + problem.slice(1);
}
