import type { CorrectionsView } from '../view.ts';
import { type Given, given, type Part } from './given.ts';

export type CorrectionsPageProps = { readonly view: CorrectionsView };

/** The record of what was wrong and put right: date, what it was, and the story it stands on. */
export const CorrectionsPage: Part<CorrectionsPageProps> = (props) => {
  const { view, t } = props;
  const { Turning } = props.theme;
  return (
    <div class="wrap">
      <header class="page-head">
        <h1 class="page-name">{t.texts.corrections}</h1>
        <p class="page-about">
          {view.notes.length === 0 ? t.texts.correctionsNone : t.texts.correctionsHint}
        </p>
      </header>
      <div class="column">
        <Notes {...props} />
        <Turning {...given(props)} newerHref={null} olderHref={view.olderHref} />
      </div>
    </div>
  );
};

function Notes(props: CorrectionsPageProps & Given) {
  const { CorrectionNote } = props.theme;
  return (
    <ol class="correction-record">
      {props.view.notes.map(({ story, ...correction }) => (
        <li>
          <h2 class="correction-story">
            <a href={`${story.href}#${correction.id}`}>{story.label}</a>
          </h2>
          <CorrectionNote {...given(props)} correction={correction} beside={false} />
        </li>
      ))}
    </ol>
  );
}
