import { useQuery } from '@tanstack/react-query';
import type { GateTableReply } from '../../shapes/gate.ts';
import { get } from '../api.ts';
import { GroupForm } from '../settings/group-form.tsx';
import { useFresh } from './data.ts';
import { type MembersText, t } from './messages.ts';
import { WhyTool } from './why-stopped.tsx';

const tableKey = ['members', 'gate'] as const;
const isOfGate = (name: string) => /^(meter|openingParagraphs|storyGift)/.test(name);
const readers = ['anonymous', 'registered', 'otherTier', 'member'] as const;
type Cell = GateTableReply['rows'][number]['anonymous'];

/** What the gate decides by, as a table, the settings it comes from, and why somebody was stopped. */
export function GatePage() {
  return (
    <>
      <p className="lead">{t('gateNote')}</p>
      <DecisionTable />
      <section className="block" aria-label={t('why')}>
        <h2>{t('why')}</h2>
        <p className="soft">{t('whyHint')}</p>
        <WhyTool />
      </section>
      <section className="block" aria-label={t('gateSettings')}>
        <h2>{t('gateSettings')}</h2>
        <GroupForm group="members" isShown={isOfGate} />
      </section>
    </>
  );
}

/** Everything else that is set about members: letters, invoices, grace, vouchers. */
export function RulesPage() {
  return (
    <>
      <p className="lead">{t('rulesNote')}</p>
      <GroupForm group="members" isShown={(name) => !isOfGate(name)} />
    </>
  );
}

function DecisionTable() {
  useFresh(['settings.'], tableKey);
  const { data } = useQuery({
    queryKey: tableKey,
    queryFn: ({ signal }) => get<GateTableReply>('/gate/table', signal),
  });
  if (!data) return null;
  return (
    <section className="wide-table decisions" tabIndex={0} aria-label={t('decisionTable')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('story')}</th>
            {readers.map((reader) => (
              <th key={reader} scope="col">
                {t(`reader.${reader}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.rows.map((row) => (
            <tr key={row.access}>
              <th scope="row">{t(`access.${row.access}` as MembersText)}</th>
              {readers.map((reader) => (
                <td key={reader} className={row[reader].is}>
                  {wordCell(row[reader])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function wordCell(cell: Cell): string {
  if (cell.is === 'whole') return t('cell.whole');
  if (cell.is === 'opening') return t('cell.opening');
  return t(cell.period === 'week' ? 'cell.week' : 'cell.month', { count: cell.most });
}
