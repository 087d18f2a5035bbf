import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { DropZone, FileTrigger, Text } from 'react-aria-components';
import type { ImportReply } from '../../shapes/members.ts';
import { ask } from '../api.ts';
import { Button } from '../parts/button.tsx';
import { type Option, Select, TextField } from '../parts/field.tsx';
import { Notice } from '../parts/states.tsx';
import { say, wordProblem } from '../parts/toast.tsx';
import { ExportButton } from './export-button.tsx';
import { type MembersText, t } from './messages.ts';

const SHOWN = 100;
type Kind = 'guess' | 'ghost' | 'stripe' | 'csv';
const fields = ['email', 'name', 'letters', 'joined_at', 'labels', 'tiers', 'until', 'remark'] as const;

/** Members in and out as tables. What a file would do is shown before it does it. */
export function FilesPage() {
  const [file, setFile] = useState<File>();
  const [kind, setKind] = useState<Kind>('guess');
  const [map, setMap] = useState<Readonly<Record<string, string>>>({});
  const [reply, setReply] = useState<ImportReply>();
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const known = useQueryClient();
  const send = async (chosen: File, dry: boolean, wish = { kind, map }) => {
    setBusy(true);
    setProblem(undefined);
    try {
      const done = await ask<ImportReply>('POST', `/members/import?${questionOf(dry, wish)}`, chosen);
      setReply(done);
      if (!dry) {
        say(t('importDone', { count: done.added + done.changed }));
        await known.invalidateQueries({ queryKey: ['members'] });
      }
    } catch (error) {
      setReply(undefined);
      setProblem(wordProblem(error));
    }
    setBusy(false);
  };
  const choose = (chosen: File | undefined) => {
    if (!chosen) return;
    setFile(chosen);
    void send(chosen, true);
  };
  return (
    <>
      <p className="lead">{t('importNote')}</p>
      <Place file={file} onChoose={choose} />
      <div className="import-wish">
        <Select<Kind> label={t('importFrom')} options={kinds()} value={kind} onChange={setKind} />
        <details>
          <summary>{t('columnsByHand')}</summary>
          <p className="hint">{t('columnsHint')}</p>
          <div className="columns">
            {fields.map((field) => (
              <TextField
                key={field}
                label={t(`field.${field}` as MembersText)}
                placeholder={reply?.columns[field] ?? ''}
                value={map[field] ?? ''}
                onChange={(column) => setMap({ ...map, [field]: column })}
              />
            ))}
          </div>
        </details>
        {file && (
          <Button isDisabled={isBusy} onPress={() => void send(file, true)}>
            {t('lookAgain')}
          </Button>
        )}
      </div>
      {problem && (
        <div role="alert">
          <Notice tone="bad">{problem}</Notice>
        </div>
      )}
      <div role="status">{reply && <Report reply={reply} />}</div>
      {file && reply?.isDry && reply.added + reply.changed > 0 && (
        <Button tone="main" isDisabled={isBusy} onPress={() => void send(file, false)}>
          {isBusy ? t('importing') : t('importNow', { count: reply.added + reply.changed })}
        </Button>
      )}
      <section className="block">
        <h2>{t('exportTitle')}</h2>
        <p className="soft">{t('exportNote')}</p>
        <ExportButton narrowing={{}} isDisabled={false} />
      </section>
    </>
  );
}

function questionOf(
  dry: boolean,
  { kind, map }: { kind: Kind; map: Readonly<Record<string, string>> },
): string {
  const asked = new URLSearchParams({ dry: String(dry) });
  if (kind !== 'guess') asked.set('kind', kind);
  for (const [field, column] of Object.entries(map))
    if (column.trim()) asked.set(`map-${field}`, column.trim());
  return String(asked);
}

function kinds(): Option<Kind>[] {
  return [
    { value: 'guess', says: t('fromGuess') },
    { value: 'ghost', says: 'Ghost' },
    { value: 'stripe', says: 'Stripe' },
    { value: 'csv', says: t('fromTable') },
  ];
}

function Place({ file, onChoose }: { file: File | undefined; onChoose(file: File | undefined): void }) {
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
        acceptedFileTypes={['.csv', '.tsv', '.txt', 'text/csv']}
        onSelect={(files) => onChoose(files?.[0])}
      >
        <Button>{t(file ? 'chooseOther' : 'chooseFile')}</Button>
      </FileTrigger>
    </DropZone>
  );
}

function Report({ reply }: { reply: ImportReply }) {
  const { isDry, lines, added, changed, same, refused, notes, memberships, consents } = reply;
  return (
    <div className="import-report">
      <h2>{t(isDry ? 'wouldDo' : 'hasDone', { lines })}</h2>
      <dl className="numbers figures">
        {(
          [
            ['newOnes', added],
            ['changedOnes', changed],
            ['sameOnes', same],
            ['membershipsMade', memberships],
            ['consentsKept', consents],
            ['notTaken', lines - added - changed - same],
          ] as const
        ).map(([name, count]) => (
          <div key={name} className={name === 'notTaken' && count > 0 ? 'is-late' : ''}>
            <dt>{t(name)}</dt>
            <dd>{count}</dd>
          </div>
        ))}
      </dl>
      <Lines title={t('notTakenLines')} rows={refused} />
      <Lines title={t('takenBut')} rows={notes} />
    </div>
  );
}

function Lines({ title, rows }: { title: string; rows: ImportReply['refused'] }) {
  if (rows.length === 0) return null;
  return (
    <section className="file-lines">
      <h3>{title}</h3>
      <ol className="lines">
        {rows.slice(0, SHOWN).map(({ line, why }) => (
          <li key={`${line} ${why}`}>
            <span className="figures soft">{t('line', { line })}</span>
            <span>{why}</span>
          </li>
        ))}
      </ol>
      {rows.length > SHOWN && <p className="soft">{t('andMoreLines', { count: rows.length - SHOWN })}</p>}
    </section>
  );
}
