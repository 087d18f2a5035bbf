import { useState } from 'react';
import type { BenefitRow, StockReply, StockReport } from '../../shapes/benefits.ts';
import { ask } from '../api.ts';
import { Button } from '../parts/button.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { Notice } from '../parts/states.tsx';
import { Time } from '../parts/times.tsx';
import { say } from '../parts/toast.tsx';
import { useWork } from '../parts/use-work.ts';
import { queries } from '../queries.ts';
import { benefitsKey, stockKey, useStock } from './data.ts';
import { Figures, FilePlace, ReportLines } from './file-place.tsx';
import { type BenefitsText, t } from './messages.ts';

/** The codes of a pool: what is there, upload by upload, and more of them. What a file would bring is shown first. */
export function StockPart({ benefit }: { benefit: BenefitRow }) {
  const stock = useStock(benefit.id);
  const [file, setFile] = useState<File>();
  const [report, setReport] = useState<StockReport>();
  const { work, isBusy, problem } = useWork();
  const renew = () =>
    Promise.all(
      [stockKey(benefit.id), benefitsKey].map((queryKey) => queries.invalidateQueries({ queryKey })),
    );
  const send = (chosen: File, dry: boolean) =>
    work(async () => {
      setReport(undefined);
      const asked = new URLSearchParams({ dry: String(dry), name: chosen.name });
      const found = await ask<StockReport>('POST', `/benefits/${benefit.id}/codes?${asked}`, chosen);
      setReport(found);
      if (!dry) await renew();
    });
  const choose = (chosen: File) => {
    setFile(chosen);
    void send(chosen, true);
  };
  return (
    <div className="stock-part">
      <p className="lead">{t('stockNote')}</p>
      <FilePlace file={file} onChoose={choose} />
      {problem && (
        <div role="alert">
          <Notice tone="bad">{problem}</Notice>
        </div>
      )}
      <div role="status">{report && <Report report={report} />}</div>
      {file && report?.tried && report.added > 0 && (
        <Button tone="main" isDisabled={isBusy} onPress={() => void send(file, false)}>
          {t('takeIn', { count: report.added })}
        </Button>
      )}
      {(stock.data?.batches.length ?? 0) > 0 && (
        <Batches benefit={benefit.id} batches={stock.data?.batches ?? []} onChanged={renew} />
      )}
    </div>
  );
}

function Report({ report }: { report: StockReport }) {
  const { tried, added, known, blank, twice, refused, encoding, lines, column, problems } = report;
  const title =
    added === 0 && tried ? t('nothingNew') : t(tried ? 'wouldBring' : 'brought', { count: added });
  return (
    <section className="report">
      <h3>{title}</h3>
      <p className="soft">
        {t('readAs', { encoding, lines })} {column && t('readColumn', { column })}
      </p>
      <Figures
        figures={[
          { says: t('newCodes'), count: added },
          { says: t('knownCodes'), count: known },
          { says: t('twiceCodes'), count: twice },
          { says: t('blankLines'), count: blank },
          { says: t('refusedLines'), count: refused, isBad: true },
        ]}
      />
      <ReportLines
        all={known + blank + twice + refused}
        lines={problems.map((problem) => ({
          line: problem.line,
          says: t(`why_${problem.why}` as BenefitsText, {
            code: 'code' in problem ? problem.code : '',
            first: 'first' in problem ? problem.first : 0,
          }),
        }))}
      />
    </section>
  );
}

function Batches({
  benefit,
  batches,
  onChanged,
}: {
  benefit: number;
  batches: StockReply['batches'];
  onChanged(): Promise<unknown>;
}) {
  const [dropped, setDropped] = useState<StockReply['batches'][number] | null>(null);
  return (
    <>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t('upload')}</th>
            <th scope="col" className="number">
              {t('codesHead')}
            </th>
            <th scope="col" className="number">
              {t('freeHead')}
            </th>
            <th scope="col">
              <span className="unseen">{t('dropBatch')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {batches.map((batch) => (
            <tr key={batch.name}>
              <th scope="row">
                {batch.name.slice(20) || '–'}
                <span className="soft second">
                  <Time at={batch.madeAt} />
                </span>
              </th>
              <td className="number figures" data-label={t('codesHead')}>
                {batch.codes}
              </td>
              <td className="number figures" data-label={t('freeHead')}>
                {batch.free}
              </td>
              <td>
                {batch.free > 0 && (
                  <Button tone="quiet" onPress={() => setDropped(batch)}>
                    {t('dropBatch')}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {dropped && (
        <ConfirmDialog
          title={t('dropBatch')}
          says={t('dropSays', { count: dropped.free })}
          verb={t('dropBatch')}
          onClose={() => setDropped(null)}
          onConfirm={async () => {
            const { gone } = await ask<{ gone: number }>('POST', `/benefits/${benefit}/codes/drop`, {
              batch: dropped.name,
            });
            await onChanged();
            say(t('dropped', { count: gone }));
          }}
        />
      )}
    </>
  );
}
