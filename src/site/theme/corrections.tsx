import type { ChangeView, CorrectionView } from '../view.ts';
import { given, type Part } from './given.ts';

export type CorrectionNoteProps = { readonly correction: CorrectionView; readonly beside: boolean };

/** What was wrong, dated; beside its place in the text where it has one. */
export const CorrectionNote: Part<CorrectionNoteProps> = (props) => {
  const { correction, beside, t } = props;
  const { Time } = props.theme;
  const name = t.texts[correction.kind];
  return (
    <aside
      class={beside ? 'correction correction-beside' : 'correction'}
      id={correction.id}
      role="note"
      aria-label={name}
    >
      <p>
        <span class="label">{name}</span> <Time {...given(props)} at={correction.at} form="day" />
      </p>
      <p>{correction.text}</p>
    </aside>
  );
};

export type CorrectionsProps = { readonly corrections: readonly CorrectionView[] };

/** Corrections of the whole story, above the text. */
export const Corrections: Part<CorrectionsProps> = (props) => {
  const { CorrectionNote: Note } = props.theme;
  if (props.corrections.length === 0) return null;
  return (
    <div class="corrections">
      {props.corrections.map((correction) => (
        <Note {...given(props)} correction={correction} beside={false} />
      ))}
    </div>
  );
};

export type ChangesProps = { readonly changes: readonly ChangeView[] };

/** Dated notes on later versions, at the foot. */
export const Changes: Part<ChangesProps> = (props) => {
  const { changes, t } = props;
  const { Time } = props.theme;
  if (changes.length === 0) return null;
  return (
    <section class="changes" aria-labelledby="changes">
      <h2 class="foot-title" id="changes">
        {t.texts.changes}
      </h2>
      <ul class="small">
        {changes.map(({ at, text }) => (
          <li>
            <Time {...given(props)} at={at} form="moment" /> {text}
          </li>
        ))}
      </ul>
    </section>
  );
};
