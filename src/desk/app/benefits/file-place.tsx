import { DropZone, FileTrigger, Text } from 'react-aria-components';
import { Button } from '../parts/button.tsx';
import { t } from './messages.ts';

/** Where a table is dropped, or chosen. */
export function FilePlace({ file, onChoose }: { file: File | undefined; onChoose(file: File): void }) {
  return (
    <DropZone
      className="file-drop"
      onDrop={async ({ items }) => {
        const dropped = items.find((item) => item.kind === 'file');
        if (dropped?.kind === 'file') onChoose(await dropped.getFile());
      }}
    >
      <Text slot="label">{file ? file.name : t('dropFile')}</Text>
      <FileTrigger
        acceptedFileTypes={['.csv', '.tsv', '.txt', 'text/csv', 'text/plain']}
        onSelect={(files) => files?.[0] && onChoose(files[0])}
      >
        <Button>{t(file ? 'chooseOther' : 'chooseFile')}</Button>
      </FileTrigger>
    </DropZone>
  );
}

/** Numbers of a report, and its lines. */
export function Figures({
  figures,
}: {
  figures: readonly { says: string; count: number; isBad?: boolean }[];
}) {
  return (
    <dl className="report-figures figures">
      {figures.map(({ says, count, isBad }) => (
        <div key={says} className={isBad && count > 0 ? 'is-low' : ''}>
          <dt>{says}</dt>
          <dd>{count}</dd>
        </div>
      ))}
    </dl>
  );
}

export function ReportLines({
  lines,
  all,
}: {
  lines: readonly { line: number; says: string }[];
  all: number;
}) {
  if (lines.length === 0) return null;
  return (
    <details className="report-lines" open>
      <summary>{t('whichLines')}</summary>
      <ol>
        {lines.map(({ line, says }) => (
          <li key={`${line} ${says}`}>
            <span className="soft figures">{t('lineIs', { line })}</span> {says}
          </li>
        ))}
      </ol>
      {all > lines.length && <p className="soft">{t('moreLines', { count: lines.length })}</p>}
    </details>
  );
}
