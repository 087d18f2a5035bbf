import { useState } from 'react';
import type { PartnersReport } from '../../shapes/benefits.ts';
import { ask } from '../api.ts';
import { Answers } from '../parts/answers.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Notice } from '../parts/states.tsx';
import { say } from '../parts/toast.tsx';
import { useWork } from '../parts/use-work.ts';
import { queries } from '../queries.ts';
import { partnersKey } from './data.ts';
import { FilePlace, ReportLines } from './file-place.tsx';
import { type BenefitsText, t } from './messages.ts';

/** Partners and places out of a table. What it would do is shown before it does it. */
export function PartnersFile({ onClose }: { onClose(): void }) {
  const [file, setFile] = useState<File>();
  const [report, setReport] = useState<PartnersReport>();
  const { work, isBusy, problem } = useWork();
  const send = (chosen: File, dry: boolean) =>
    work(async () => {
      setReport(undefined);
      const found = await ask<PartnersReport>('POST', `/partners/import?dry=${dry}`, chosen);
      setReport(found);
      if (dry) return;
      const { added, places, changed } = found;
      say(t('took', { added, places, changed }));
      await queries.invalidateQueries({ queryKey: partnersKey });
      if (found.problems.length === 0) onClose();
    });
  const choose = (chosen: File) => {
    setFile(chosen);
    void send(chosen, true);
  };
  const isReady = Boolean(file && report?.tried && report.added + report.places + report.changed > 0);
  return (
    <Dialog
      title={t('importFile')}
      size="medium"
      isOpen
      onClose={onClose}
      footer={
        <Answers
          verb={t('takeTable')}
          isDisabled={!isReady || isBusy}
          onDo={() => file && void send(file, false)}
          onCancel={onClose}
        />
      }
    >
      <p className="lead">{t('importNote')}</p>
      <FilePlace file={file} onChoose={choose} />
      {problem && (
        <div role="alert">
          <Notice tone="bad">{problem}</Notice>
        </div>
      )}
      <div role="status">{report && <Report report={report} />}</div>
    </Dialog>
  );
}

function Report({ report }: { report: PartnersReport }) {
  const { tried, added, places, changed, encoding, lines, unknown, problems } = report;
  return (
    <section className="report">
      <h3>{t(tried ? 'wouldTake' : 'took', { added, places, changed })}</h3>
      <p className="soft">
        {t('readAs', { encoding, lines })}{' '}
        {unknown.length > 0 && t('unknownColumns', { columns: unknown.join(', ') })}
      </p>
      <ReportLines
        all={problems.length}
        lines={problems.map(({ line, why, value }) => ({
          line,
          says: t(`pwhy_${why}` as BenefitsText, { value }),
        }))}
      />
    </section>
  );
}
