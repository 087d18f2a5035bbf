import { type DecisionCell, type DecisionRow, decisionTable, type MeterSettings } from '#members/meter.js';
import type { SettingView } from '../../shapes/settings.ts';
import { textsOf } from '../texts.ts';
import { GroupForm, type Typed } from './group-form.tsx';

const t = textsOf({
  en: {
    table: 'What each reader gets',
    tableSays: 'With the settings as they stand above, saved or not.',
    story: 'A story',
    anonymous: 'Without an account',
    registered: 'With an account',
    otherTier: 'With another tier',
    member: 'With a tier that opens it',
    open: 'open to all',
    forRegistered: 'for readers with an account',
    forMembers: 'for members',
    forTiers: 'for named tiers',
    exempt: 'taken out of the meter',
    whole: 'the whole story',
    opening: 'the opening',
    week: '{most} {most|story|stories} a week',
    month: '{most} {most|story|stories} a month',
  },
  de: {
    table: 'Was wer bekommt',
    tableSays: 'Mit den Einstellungen oben, gespeichert oder nicht.',
    story: 'Ein Text',
    anonymous: 'Ohne Konto',
    registered: 'Mit Konto',
    otherTier: 'Mit anderer Stufe',
    member: 'Mit passender Stufe',
    open: 'offen für alle',
    forRegistered: 'für Leser mit Konto',
    forMembers: 'für Mitglieder',
    forTiers: 'für genannte Stufen',
    exempt: 'vom Zähler ausgenommen',
    whole: 'den ganzen Text',
    opening: 'den Anfang',
    week: '{most} {most|Text|Texte} pro Woche',
    month: '{most} {most|Text|Texte} pro Monat',
  },
});

const names = {
  open: 'open',
  registered: 'forRegistered',
  members: 'forMembers',
  tiers: 'forTiers',
  exempt: 'exempt',
} as const satisfies Record<DecisionRow['access'], string>;

const readers = ['anonymous', 'registered', 'otherTier', 'member'] as const;

/** Openings, the meter and story gifts, with everything the gate decides by as one table. */
export function GatePage() {
  return (
    <GroupForm
      group="members"
      beside={(typed, settings) => <DecisionTable settings={inForce(typed, settings)} />}
    />
  );
}

function DecisionTable({ settings }: { settings: MeterSettings }) {
  return (
    <section className="decision-table">
      <h3>{t('table')}</h3>
      <p className="hint">{t('tableSays')}</p>
      <div className="table-scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">{t('story')}</th>
              {readers.map((reader) => (
                <th key={reader} scope="col">
                  {t(reader)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {decisionTable(settings).map((row) => (
              <tr key={row.access}>
                <th scope="row">{t(names[row.access])}</th>
                {readers.map((reader) => (
                  <td key={reader} className={`gives-${row[reader].is}`}>
                    {wordCell(row[reader])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function wordCell(cell: DecisionCell): string {
  return cell.is === 'meter' ? t(cell.period, { most: cell.most }) : t(cell.is);
}

/** What the table goes by: what is typed, else what is saved. */
function inForce(typed: Typed, settings: readonly SettingView[]): MeterSettings {
  const settingOf = (name: string) =>
    name in typed ? typed[name] : settings.find((setting) => setting.name === name)?.value;
  const numberOf = (name: string) => Number(settingOf(name)) || 0;
  return {
    meterPeriod: settingOf('meterPeriod') as MeterSettings['meterPeriod'],
    meterAnonymous: numberOf('meterAnonymous'),
    meterRegistered: numberOf('meterRegistered'),
    meterTiers: settingOf('meterTiers') === true,
    timeZone: 'Etc/UTC',
  };
}
