import type { ReactNode } from 'react';
import type { BlockChange, Part } from '#stories/compare.js';
import type { DifferenceReply, FieldWords, TouchWords } from '../../shapes/publishing.ts';
import { Switch } from '../parts/field.tsx';
import { wordAge } from '../parts/times.tsx';
import { t, textOr } from './messages.ts';
import { Pieces } from './pieces.tsx';

/** What holding back needs; without it the list is only read, as in the history. */
export type Holding = {
  readonly held: ReadonlySet<Part>;
  readonly onHold: (part: Part, hold: boolean) => void;
  readonly touches: readonly TouchWords[];
  /** Parts that changed after somebody looked. */
  readonly marked: ReadonlySet<Part>;
  readonly now: number;
};

/** A difference by field and paragraph, in the order of the story. */
export function ChangeList({ difference, holding }: { difference: DifferenceReply; holding?: Holding }) {
  return (
    <ol className="changes">
      {difference.fields.map((change) => (
        <Change key={change.part} part={change.part} name={t(change.field)} {...(holding && { holding })}>
          <FieldChange change={change} />
        </Change>
      ))}
      {grouped(difference.blocks).map((entry) =>
        'count' in entry ? (
          <li key={`same ${entry.before}`} className="same">
            {t('unchanged', { count: entry.count })}
          </li>
        ) : (
          <Change
            key={entry.id}
            part={entry.id}
            name={textOr(entry.type)}
            state={entry.is as 'added'}
            {...(holding && { holding })}
          >
            <BlockWords change={entry} />
          </Change>
        ),
      )}
    </ol>
  );
}

function Change({
  part,
  name,
  state,
  holding,
  children,
}: {
  part: Part;
  name: string;
  state?: Exclude<BlockChange['is'], 'same'>;
  holding?: Holding;
  children: ReactNode;
}) {
  const isHeld = holding?.held.has(part) ?? false;
  const touches = holding?.touches.filter((touch) => touch.part === part) ?? [];
  const heldText = state === 'added' ? 'heldNew' : state === 'removed' ? 'heldRemoved' : 'heldBack';
  return (
    <li className={`change ${isHeld ? 'held' : ''}`} data-part={part}>
      <div className="change-head">
        <h3>
          {name}
          {state && <span className={`state ${state}`}>{t(state)}</span>}
        </h3>
        {holding && (
          <Switch isSelected={isHeld} onChange={(hold) => holding.onHold(part, hold)}>
            {t('holdBack')}
            <span className="unseen">: {name}</span>
          </Switch>
        )}
      </div>
      <div className="change-words">{children}</div>
      {holding?.marked.has(part) && <p className="remark warn">{t('changedSince')}</p>}
      {holding && <Touched touches={touches} now={holding.now} />}
      {isHeld && <p className="remark">{t(heldText)}</p>}
    </li>
  );
}

/** Who wrote there; in full where it is so fresh that it may be the middle of a sentence. */
function Touched({ touches, now }: { touches: readonly TouchWords[]; now: number }) {
  const recent = touches.filter((touch) => touch.recent);
  const others = [...new Set(touches.filter((touch) => !touch.recent).map(({ name }) => name))];
  return (
    <>
      {recent.map(({ by, name, at }) => (
        <p key={by} className="remark warn">
          {t('typingNow', { name, age: wordAge(at, now) })}
        </p>
      ))}
      {others.length > 0 && <p className="remark">{others.join(', ')}</p>}
    </>
  );
}

function FieldChange({ change: { before, after, pieces, field } }: { change: FieldWords }) {
  if (pieces)
    return (
      <p className={field === 'headline' ? 'serif large' : 'serif'}>
        <Pieces pieces={pieces} />
      </p>
    );
  return (
    <p>
      {before !== '' && (
        <>
          <del>{before}</del> <span aria-hidden="true">→</span>{' '}
        </>
      )}
      <ins>{after || t('empty')}</ins>
    </p>
  );
}

function BlockWords({ change: { pieces, form, is } }: { change: BlockChange }) {
  const wordsSame = is === 'changed' && pieces.every((piece) => piece.is === 'same');
  const names = form.map((name) => textOr(name)).join(', ');
  return (
    <>
      {pieces.length > 0 ? (
        <p className="serif">
          <Pieces pieces={pieces} />
        </p>
      ) : (
        form.length === 0 && is !== 'moved' && <p className="remark">{t('emptyParagraph')}</p>
      )}
      {(wordsSame || form.length > 0) && names !== '' && (
        <p className="remark">{t('formChanged', { form: names })}</p>
      )}
    </>
  );
}

type Grouped = BlockChange | { count: number; before: number };

/** Runs of blocks that did not change as one line each. */
function grouped(blocks: readonly BlockChange[]): Grouped[] {
  const list: Grouped[] = [];
  for (const [at, block] of blocks.entries()) {
    const last = list.at(-1);
    if (block.is !== 'same') list.push(block);
    else if (last && 'count' in last) last.count += 1;
    else list.push({ count: 1, before: at });
  }
  return list;
}
