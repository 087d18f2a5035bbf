import './publishing.css';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Block, Body, Inline } from '#stories/document.js';
import type { CorrectedReply, PublishedTextReply } from '../../shapes/publishing.ts';
import { ask, get } from '../api.ts';
import { Answers } from '../parts/answers.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Switch, TextField } from '../parts/field.tsx';
import { Notice, Problem, Waiting } from '../parts/states.tsx';
import { say } from '../parts/toast.tsx';
import { useStoryChanged } from './data.ts';
import { t, textOr } from './messages.ts';
import { rewriteInline } from './rewrite-inline.ts';

/** Edits what readers see, apart from what is being written. */
export function CorrectDialog({ story, onClose }: { story: number; onClose: () => void }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['published-text', story],
    queryFn: () => get<PublishedTextReply>(`/stories/${story}/published-text`),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  if (data)
    return (
      <Correct key={data.base} story={story} text={data} onClose={onClose} again={() => void refetch()} />
    );
  return (
    <Dialog title={t('correctTitle')} isOpen onClose={onClose} size="medium">
      {error ? <Problem error={error} again={() => void refetch()} /> : <Waiting lines={9} />}
    </Dialog>
  );
}

const lines = ['headline', 'frontHeadline', 'standfirst', 'kicker', 'dateline'] as const;

function Correct({
  story,
  text,
  onClose,
  again,
}: {
  story: number;
  text: PublishedTextReply;
  onClose: () => void;
  again: () => void;
}) {
  const [head, setHead] = useState(() => Object.fromEntries(lines.map((name) => [name, text[name]])));
  const [body, setBody] = useState(text.body as Body);
  const [readersAreTold, setTold] = useState(true);
  const [refusal, setRefusal] = useState<unknown>(null);
  const [isSending, setSending] = useState(false);
  const changed = useStoryChanged(story);
  const send = async () => {
    setSending(true);
    setRefusal(null);
    try {
      const correction = { base: text.base, ...head, body, readersAreTold };
      const reply = await ask<CorrectedReply>('PUT', `/stories/${story}/published-text`, correction);
      changed();
      onClose();
      const { length: count } = reply.conflicts;
      say(count === 0 ? t('corrected') : t('correctedConflicts', { count }));
    } catch (error) {
      setRefusal(error);
      setSending(false);
    }
  };
  return (
    <Dialog
      title={t('correctTitle')}
      isOpen
      onClose={onClose}
      size="medium"
      footer={
        <Answers
          verb={t(isSending ? 'publishing' : 'correctPublish')}
          isDisabled={isSending}
          onDo={() => void send()}
          onCancel={onClose}
        />
      }
    >
      <div className="correcting">
        <p className="remark">{t('correctSays')}</p>
        {refusal !== null && <Problem error={refusal} again={again} />}
        {lines
          .filter((name) => text[name] !== '' || name === 'headline' || name === 'standfirst')
          .map((name) => (
            <TextField
              key={name}
              label={t(name)}
              rows={1}
              value={head[name] ?? ''}
              onChange={(value) => setHead({ ...head, [name]: value.replace(/\n/g, ' ') })}
            />
          ))}
        <Blocks blocks={body.content} onChange={(content) => setBody({ ...body, content })} />
        <Notice tone="plain">{t('keepsItsForm')}</Notice>
        <Switch isSelected={readersAreTold} onChange={setTold}>
          {t('readersTold')}
        </Switch>
      </div>
    </Dialog>
  );
}

/** Paragraphs, crossheads and captions as fields; everything else stays as it is. */
function Blocks({ blocks, onChange }: { blocks: readonly Block[]; onChange: (blocks: Block[]) => void }) {
  const put = (at: number, block: Block) =>
    onChange(blocks.map((one, index) => (index === at ? block : one)));
  return blocks.map((block, at) => (
    <BlockField key={block.attrs.id} block={block} onChange={(changed) => put(at, changed)} />
  ));
}

function BlockField({ block, onChange }: { block: Block; onChange: (block: Block) => void }) {
  const kind = textOr(block.type);
  if (
    block.type === 'paragraph' ||
    block.type === 'crosshead' ||
    block.type === 'pullQuote' ||
    block.type === 'picture'
  ) {
    return (
      <TextField
        label={kind}
        rows={block.type === 'paragraph' ? 3 : 1}
        value={wordsOf(block.content)}
        onChange={(words) => onChange({ ...block, content: rewriteInline(block.content, words) })}
      />
    );
  }
  if (block.type === 'quotation') {
    return (
      <Blocks
        blocks={block.content}
        onChange={(content) => onChange({ ...block, content: content as typeof block.content })}
      />
    );
  }
  return <p className="kept">{t('notEditableHere', { kind })}</p>;
}

function wordsOf(content: readonly Inline[]): string {
  return content.map((piece) => (piece.type === 'text' ? piece.text : '\n')).join('');
}
