import type { Texts } from '../messages/texts.ts';
import type { ErrorView } from '../view.ts';
import { given, type Part } from './given.ts';

export type ErrorPageProps = { readonly view: ErrorView };

const WORDS = {
  400: ['badRequest', 'badRequestHint'],
  404: ['notFound', 'notFoundHint'],
  410: ['gone', 'goneHint'],
  429: ['tooMany', 'tooManyHint'],
  500: ['ourFault', 'ourFaultHint'],
  503: ['ourFault', 'ourFaultHint'],
} as const satisfies Record<ErrorView['status'], readonly (keyof Texts)[]>;

/** Nothing to show here: what happened, and where to go. A story taken off shows neither headline nor picture. */
export const ErrorPage: Part<ErrorPageProps> = (props) => {
  const { view, t } = props;
  const { River } = props.theme;
  const [title, hint] = WORDS[view.status];
  return (
    <div class="wrap">
      <div class="lost">
        <p class="label">{view.status}</p>
        <h1 class="page-name">{t.texts[title]}</h1>
        <p class="page-about">{view.note ?? t.texts[hint]}</p>
        <p class="page-links">
          <a href="/">{t.texts.toFront}</a>
          <a href="/search">{t.texts.search}</a>
        </p>
      </div>
      {view.latest.length > 0 ? (
        <section class="row" aria-labelledby="latest">
          <h2 class="row-name" id="latest">
            {t.texts.latest}
          </h2>
          <River {...given(props)} cards={view.latest} section />
        </section>
      ) : null}
    </div>
  );
};
