import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'wouter';
import type { ReportReply, ReportUnit, StoriesReply } from '../../shapes/reports.ts';
import { get } from '../api.ts';
import { useMe } from '../me.ts';
import { Select } from '../parts/field.tsx';
import { Problem, Waiting } from '../parts/states.tsx';
import { languageTag } from '../texts.ts';
import { Chart, type ChartSeries } from './chart.tsx';
import { type MembersText, t } from './messages.ts';
import { wordMoney } from './words.tsx';

const units = ['day', 'week', 'month'] as const;
const DAY_MS = 86_400_000;
/** A share of all below which bars would be a hair: then the number above says it. */
const SEEN = 0.02;

type Range = { from: string; to: string; unit: ReportUnit };

/** Who came and went, what came in, which stories did it, what vouchers did. */
export function ReportsPage() {
  const [range, setRange] = useRange();
  return (
    <>
      <RangeBar range={range} onChange={setRange} />
      <Report name="movement" range={range} Shown={Movement} />
      <Report name="revenue" range={range} Shown={Revenue} />
      <Stories range={range} />
      <Report name="vouchers" range={range} Shown={Vouchers} />
    </>
  );
}

function useRange(): [Range, (change: Partial<Range>) => void] {
  const [params, setParams] = useSearchParams();
  const { zone } = useMe().paper;
  const day = (at: number) => new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(at);
  const range = {
    from: params.get('from') ?? day(Date.now() - 365 * DAY_MS),
    to: params.get('to') ?? day(Date.now()),
    unit: units.find((unit) => unit === params.get('unit')) ?? 'month',
  };
  return [range, (change) => setParams({ ...range, ...change }, { replace: true })];
}

function RangeBar({ range, onChange }: { range: Range; onChange(change: Partial<Range>): void }) {
  const day = (name: 'from' | 'to') => (
    <label className="day-field">
      <span>{t(name)}</span>
      <input
        type="date"
        value={range[name]}
        onChange={(event) => event.target.value && onChange({ [name]: event.target.value })}
      />
    </label>
  );
  return (
    <div className="member-filters">
      {day('from')}
      {day('to')}
      <Select<ReportUnit>
        label={t('by.unit')}
        isLabelHidden
        options={units.map((value) => ({ value, says: t(`unit.${value}`) }))}
        value={range.unit}
        onChange={(unit) => onChange({ unit })}
      />
    </div>
  );
}

function Report({
  name,
  range,
  Shown,
}: {
  name: 'movement' | 'revenue' | 'vouchers';
  range: Range;
  Shown: (props: { report: ReportReply }) => React.ReactNode;
}) {
  const asked = new URLSearchParams(range);
  const { data, error, refetch } = useQuery({
    queryKey: ['reports', name, range],
    queryFn: ({ signal }) => get<ReportReply>(`/reports/${name}?${asked}`, signal),
    placeholderData: (before) => before,
  });
  return (
    <section className="block report" aria-label={t(`report.${name}`)}>
      <header>
        <h2>{t(`report.${name}`)}</h2>
        <a href={`/desk/api/reports/${name}/csv?${asked}`} download>
          CSV
        </a>
      </header>
      <p className="soft second">{t(`report.${name}.says`)}</p>
      {error && <Problem error={error} again={() => void refetch()} />}
      {!data && !error && <Waiting />}
      {data && (hasNumbers(data) ? <Shown report={data} /> : <p>{t('noNumbers')}</p>)}
    </section>
  );
}

function hasNumbers({ series }: ReportReply): boolean {
  return series.some(({ values }) => values.some((value) => value !== 0));
}

function Movement({ report }: { report: ReportReply }) {
  const of = (name: string) => report.series.find((one) => one.name === name)?.values ?? [];
  const count = (name: string) => sum(of(name));
  const names = report.buckets.map((key) => wordBucket(key, report.unit));
  return (
    <>
      <dl className="numbers figures">
        <Figure says={t('series.members')} value={wordCount(of('members').at(-1) ?? 0)} />
        <Figure says={t('series.joined')} value={wordCount(count('joined'))} />
        <Figure says={t('series.left')} value={wordCount(count('left'))} />
        <Figure says={t('series.net')} value={wordSigned(count('net'))} />
        <Figure says={t('series.registered')} value={wordCount(count('registered'))} />
      </dl>
      <Chart
        says={t('movementSays', { joined: count('joined'), left: count('left') })}
        names={names}
        series={[
          { name: t('series.joined'), values: of('joined'), tone: 'main', as: 'bars' },
          { name: t('series.left'), values: of('left'), tone: 'below', as: 'bars' },
        ]}
        word={wordCount}
      />
      <Chart
        says={t('membersSays', { members: of('members').at(-1) ?? 0 })}
        names={names}
        series={[{ name: t('series.members'), values: of('members'), tone: 'main', as: 'line' }]}
        word={wordCount}
      />
      <Numbers report={report} />
    </>
  );
}

function Revenue({ report }: { report: ReportReply }) {
  const currencies = [...new Set(report.series.map(({ currency }) => currency ?? ''))];
  const names = report.buckets.map((key) => wordBucket(key, report.unit));
  return (
    <>
      {currencies.map((currency) => {
        const add = (name: string) => addUp(report, (one) => one.name === name && one.currency === currency);
        const paid = add('paid');
        const refunded = add('refunded');
        const series: ChartSeries[] = [
          { name: `${t('series.paid')} (${currency})`, values: paid, tone: 'main', as: 'bars' },
          ...(sum(refunded) > sum(paid) * SEEN
            ? [{ name: t('series.refunded'), values: refunded, tone: 'below' as const, as: 'bars' as const }]
            : []),
        ];
        return (
          <div key={currency}>
            <dl className="numbers figures">
              <Figure says={t('series.paid')} value={wordMoney(sum(paid), currency)} />
              <Figure says={t('series.refunded')} value={wordMoney(sum(refunded), currency)} />
              <Figure says={t('series.tax')} value={wordMoney(sum(add('tax')), currency)} />
            </dl>
            <Chart
              says={t('revenueSays', { sum: wordMoney(sum(paid), currency) })}
              names={names}
              series={series}
              word={(value) => wordShort(value, currency)}
              isWhole={false}
            />
          </div>
        );
      })}
      <Numbers report={report} />
    </>
  );
}

function Vouchers({ report }: { report: ReportReply }) {
  const names = report.buckets.map((key) => wordBucket(key, report.unit));
  const claimed = addUp(report, ({ name }) => name === 'claimed');
  const redeemed = addUp(report, ({ name }) => name === 'redeemed');
  return (
    <>
      <Chart
        says={t('vouchersSays', { claimed: sum(claimed), redeemed: sum(redeemed) })}
        names={names}
        series={[
          { name: t('series.claimed'), values: claimed, tone: 'second', as: 'bars' },
          { name: t('series.redeemed'), values: redeemed, tone: 'main', as: 'bars' },
        ]}
        word={wordCount}
      />
      <Numbers report={report} />
    </>
  );
}

function Stories({ range }: { range: Range }) {
  const asked = new URLSearchParams(range);
  const { data, error, refetch } = useQuery({
    queryKey: ['reports', 'stories', range],
    queryFn: ({ signal }) => get<StoriesReply>(`/reports/stories?${asked}`, signal),
    placeholderData: (before) => before,
  });
  return (
    <section className="block report" aria-label={t('report.stories')}>
      <header>
        <h2>{t('report.stories')}</h2>
        <a href={`/desk/api/reports/stories/csv?${asked}`} download>
          CSV
        </a>
      </header>
      <p className="soft second">{t('report.stories.says')}</p>
      {error && <Problem error={error} again={() => void refetch()} />}
      {data?.stories.length === 0 && <p>{t('noNumbers')}</p>}
      {data && data.stories.length > 0 && (
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('story')}</th>
              <th scope="col" className="number">
                {t('series.joined')}
              </th>
              <th scope="col" className="number">
                {t('series.registered')}
              </th>
            </tr>
          </thead>
          <tbody>
            {data.stories.map(({ story, headline, path, registered, joined }) => (
              <tr key={story}>
                <th scope="row">
                  {headline && path ? (
                    <a href={path} target="_blank" rel="noopener">
                      {headline}
                    </a>
                  ) : (
                    <span className="soft">{t('storyGone', { story })}</span>
                  )}
                </th>
                <td className="number figures" data-label={t('series.joined')}>
                  {joined}
                </td>
                <td className="number figures" data-label={t('series.registered')}>
                  {registered}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Figure({ says, value }: { says: string; value: string }) {
  return (
    <div>
      <dt>{says}</dt>
      <dd>{value}</dd>
    </div>
  );
}

/** The same numbers to read: for whoever sees no charts, and for whoever wants them exactly. */
function Numbers({ report }: { report: ReportReply }) {
  const word = (value: number, { is, currency }: ReportReply['series'][number]) => {
    if (is === 'money') return wordMoney(value, currency ?? 'EUR');
    return is === 'share' ? `${(value / 10).toLocaleString(languageTag())} %` : wordCount(value);
  };
  const series = report.series.filter(({ values, name }) => name !== 'refunded' || sum(values) > 0);
  return (
    <details className="as-table">
      <summary>{t('asTable')}</summary>
      <div className="wide-table" tabIndex={0} role="region" aria-label={t('asTable')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t(`unit.${report.unit}`)}</th>
              {series.map((one) => (
                <th key={`${one.name} ${one.says}`} scope="col">
                  {[one.says, t(`series.${one.name}` as MembersText)].filter(Boolean).join(', ')}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {report.buckets.map((key, at) => (
              <tr key={key}>
                <th scope="row">{wordBucket(key, report.unit, true)}</th>
                {series.map((one) => (
                  <td key={`${one.name} ${one.says}`}>{word(one.values[at] ?? 0, one)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function addUp(report: ReportReply, isMeant: (one: ReportReply['series'][number]) => boolean): number[] {
  const meant = report.series.filter(isMeant);
  return report.buckets.map((_, at) => sum(meant.map(({ values }) => values[at] ?? 0)));
}

function sum(values: readonly number[]): number {
  return values.reduce((one, other) => one + other, 0);
}

function wordCount(value: number): string {
  return value.toLocaleString(languageTag());
}

function wordSigned(value: number): string {
  return new Intl.NumberFormat(languageTag(), { signDisplay: 'exceptZero' }).format(value);
}

/** '€1.2K' on the scale of a chart, where there is little room. */
function wordShort(minor: number, currency: string): string {
  const plain = new Intl.NumberFormat('en', { style: 'currency', currency });
  const whole = minor / 10 ** (plain.resolvedOptions().maximumFractionDigits ?? 2);
  const options = { style: 'currency', currency, notation: 'compact', maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(languageTag(), options).format(whole);
}

/** '3 Nov', 'Nov', and the year where it is not this one's. */
function wordBucket(key: string, unit: ReportUnit, isWhole = false): string {
  const at = Date.parse(`${unit === 'month' ? `${key}-01` : key}T12:00:00Z`);
  const isThisYear = key.startsWith(String(new Date().getUTCFullYear()));
  const day = unit === 'month' ? {} : ({ day: 'numeric' } as const);
  const year = isWhole || !isThisYear ? ({ year: isWhole ? 'numeric' : '2-digit' } as const) : {};
  return new Intl.DateTimeFormat(languageTag(), { timeZone: 'UTC', month: 'short', ...day, ...year }).format(
    at,
  );
}
