import type { Blocked, Warning } from '#stories/checklist.js';
import type { Part } from '#stories/compare.js';
import type { TaskReply } from '../../shapes/publishing.ts';
import { useMe } from '../me.ts';
import { Button } from '../parts/button.tsx';
import { wordTime } from '../parts/times.tsx';
import { t, textOr } from './messages.ts';

type GoTo = (part: Part) => void;

/** What stands in the way, and what is worth a look, each with the way there. */
export function Checks({
  blocks,
  warnings,
  onGo,
}: {
  blocks: readonly Blocked[];
  warnings: readonly Warning[];
  onGo: GoTo;
}) {
  const word = useWords();
  return (
    <>
      {blocks.length > 0 && (
        <section className="checks bad" role="alert">
          <h3>{t('inTheWay')}</h3>
          <ul>
            {blocks.map((block) => (
              <Line key={`${block.code} ${block.part}`} part={block.part} onGo={onGo}>
                {word.block(block)}
              </Line>
            ))}
          </ul>
        </section>
      )}
      {warnings.length > 0 && (
        <section className="checks">
          <h3>{t('worthALook')}</h3>
          <ul>
            {warnings.map((warning) => (
              <Line
                key={`${warning.code} ${warning.part} ${warning.details.rare ?? ''}`}
                part={warning.part}
                onGo={onGo}
              >
                {word.details(warning.code, warning.details)}
              </Line>
            ))}
          </ul>
        </section>
      )}
      {blocks.length + warnings.length === 0 && <p className="remark">{t('allClear')}</p>}
    </>
  );
}

/** What an earlier publish left to be done. */
export function Tasks({
  tasks,
  onGo,
  onDone,
}: {
  tasks: readonly TaskReply[];
  onGo: GoTo;
  onDone: (task: number) => void;
}) {
  const word = useWords();
  if (tasks.length === 0) return null;
  return (
    <section className="checks">
      <h3>{t('tasksTitle')}</h3>
      <ul>
        {tasks.map(({ id, code, part, details }) => (
          <Line key={id} part={part} onGo={onGo} onDone={() => onDone(id)}>
            {word.details(code, details)}
          </Line>
        ))}
      </ul>
    </section>
  );
}

function Line({
  part,
  onGo,
  onDone,
  children,
}: {
  part: Part;
  onGo: GoTo;
  onDone?: () => void;
  children: string;
}) {
  return (
    <li>
      <span>{children}</span>
      {part !== '' && part !== 'embargo' && (
        <Button tone="quiet" onPress={() => onGo(part)} aria-label={`${t('goThere')}: ${children}`}>
          {t('goThere')}
        </Button>
      )}
      {onDone && (
        <Button tone="quiet" onPress={onDone} aria-label={`${t('done')}: ${children}`}>
          {t('done')}
        </Button>
      )}
    </li>
  );
}

function useWords() {
  const { zone } = useMe().paper;
  const timed = (details: Readonly<Record<string, unknown>>): Record<string, string | number> => {
    const words = Object.entries(details).map(([name, value]) => {
      const at = name === 'until' && typeof value === 'number' ? wordTime(value, zone) : String(value ?? '');
      return [name, at];
    });
    return Object.fromEntries(words) as Record<string, string>;
  };
  return {
    details: (code: string, details: Readonly<Record<string, unknown>>) => textOr(code, timed(details)),
    block: (block: Blocked) => {
      const { code, part: _part, ...details } = block;
      const timedEmbargo = block.code === 'embargo' && block.until !== null;
      return textOr(timedEmbargo ? 'block embargo until' : `block ${code}`, timed(details));
    },
  };
}
