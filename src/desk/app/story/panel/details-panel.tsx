import type { FieldName } from '#stories/working-document.js';
import type { StoryReply } from '../../../shapes/lists.ts';
import { AccessField } from '../../parts/access-field.tsx';
import { Checkbox, Select, TextField } from '../../parts/field.tsx';
import { t } from '../messages.ts';
import { useIsFromOutside } from '../together/from-outside.ts';
import type { StorySession } from '../together/session.ts';
import { useFrame } from '../together/staff-names.ts';
import { useSession } from '../together/use-editor.ts';
import { useFields } from '../together/use-fields.ts';
import { CreditsField } from './credits-field.tsx';
import { LeadField } from './lead-field.tsx';
import { MeterField } from './meter-field.tsx';
import { TopicsField } from './topics-field.tsx';
import { WorkField } from './work-field.tsx';

const NONE = 'none';
/** Set by the newsroom, not by writers from outside; the server takes no change of them from those. */
const GUARDED: ReadonlySet<FieldName> = new Set(['slug', 'canonical']);

/** What a story carries besides its text. Everybody in the story sees each change at once. */
export function DetailsPanel({
  session,
  story,
  facts,
}: {
  session: StorySession;
  story: number;
  facts: StoryReply | undefined;
}) {
  const [fields, set] = useFields(session);
  const frame = useFrame();
  const isLocked = !useSession(session).mayWrite;
  const isFromOutside = useIsFromOutside();
  const isGuarded = isLocked || isFromOutside;
  const line = (name: FieldName, hint?: string, rows?: number) => (
    <TextField
      label={t(name as Parameters<typeof t>[0])}
      value={String(fields[name] ?? '')}
      onChange={(value) => set(name, value)}
      isReadOnly={GUARDED.has(name) ? isGuarded : isLocked}
      {...(hint && { hint })}
      {...(rows && { rows })}
    />
  );
  const access = String(fields.access ?? 'open');
  return (
    <fieldset
      className="details"
      aria-label={t('tabDetails')}
      onFocus={() => session.standIn('details')}
      onBlur={() => session.standIn(null)}
    >
      <WorkField story={story} facts={facts} />
      <LeadField lead={fields.lead} isLocked={isLocked} onChange={(lead) => set('lead', lead)} />
      <CreditsField
        credits={fields.credits}
        isLocked={isLocked}
        onChange={(credits) => set('credits', credits)}
      />
      {line('dateline')}
      {line('agencyCredit')}
      <Select
        label={t('section')}
        isDisabled={isLocked}
        options={[
          { value: NONE, says: t('noSection') },
          ...(frame?.sections ?? []).map(({ id, name }) => ({ value: String(id), says: name })),
        ]}
        value={fields.section ? String(fields.section) : NONE}
        onChange={(value) => set('section', value === NONE ? null : Number(value))}
      />
      <TopicsField topics={fields.topics} isLocked={isLocked} onChange={(topics) => set('topics', topics)} />
      <AccessField
        value={access}
        tiers={frame?.tiers ?? []}
        isDisabled={isGuarded}
        onChange={(value) => set('access', value)}
      />
      {access === 'open' ? null : <MeterField story={story} />}
      <details>
        <summary>{t('forFront')}</summary>
        {line('frontHeadline', t('frontHint'))}
        {line('searchTitle', t('searchHint'))}
        {line('searchDescription', t('searchHint'), 2)}
        {line('slug', t('slugHint'))}
        {line('language', t('languageHint'))}
        {line('canonical')}
        <Checkbox
          isSelected={fields.noindex === true}
          isDisabled={isGuarded}
          onChange={(noindex) => set('noindex', noindex)}
        >
          {t('noindex')}
        </Checkbox>
      </details>
    </fieldset>
  );
}
