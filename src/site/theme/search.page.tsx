import type { ChoiceView, SearchHitView, SearchView } from '../view.ts';
import { type Given, given, type Part } from './given.ts';

export type SearchProps = { readonly view: SearchView };

/** Search: the question, what narrows it, what was found. A plain form, so every result has an address. */
export const Search: Part<SearchProps> = (props) => {
  const { view, t } = props;
  const { SearchForm, SearchHit, Turning } = props.theme;
  const { hits } = view;
  return (
    <div class="wrap">
      <header class="page-head">
        <h1 class="page-name">{t.texts.searchFor}</h1>
        <SearchForm {...given(props)} view={view} />
      </header>
      {hits ? (
        <section class="sided" aria-label={t.texts.results}>
          <div>
            <h2 class="search-count">{countOf(props, hits)}</h2>
            {hits.length === 0 ? <p class="page-about">{t.texts.searchNothingHint}</p> : null}
            <div class="stack">
              {hits.map((hit) => (
                <SearchHit {...given(props)} hit={hit} />
              ))}
            </div>
            <Turning {...given(props)} newerHref={view.newerHref} olderHref={view.olderHref} />
          </div>
        </section>
      ) : null}
    </div>
  );
};

function countOf({ view, t }: SearchProps & Given, hits: readonly SearchHitView[]): string {
  const values = { query: view.query };
  const { texts } = t;
  if (hits.length === 0 && !view.newerHref) return t.fill(texts.searchNothing, values);
  if (!view.total) return t.fill(texts.searchUncounted, values);
  const { count, atLeast } = view.total;
  return atLeast
    ? t.fill(texts.searchAtLeast, { ...values, count: t.number(count) })
    : t.count(texts.searchCount, count, values);
}

export type SearchFormProps = { readonly view: SearchView };

/** The form. Filters stand open as soon as one of them is in use. */
export const SearchForm: Part<SearchFormProps> = ({ view, t }) => {
  const { texts } = t;
  const { section, topic, byline, from, to, order } = view;
  const narrowed = [section, topic, byline, from, to].some(Boolean);
  return (
    <form class="search-form" action="/search" method="get" role="search" data-search>
      <div class="search-words">
        <input
          type="search"
          name="q"
          value={view.query}
          aria-label={texts.searchHint}
          placeholder={texts.searchHint}
        />
        <button class="button" type="submit">
          {texts.searchDo}
        </button>
      </div>
      <details open={narrowed}>
        <summary>{texts.searchFilters}</summary>
        <div class="search-filters">
          <Choice
            name="section"
            label={texts.searchSection}
            chosen={section}
            choices={view.sections}
            all={texts.searchAll}
          />
          <Choice
            name="topic"
            label={texts.searchTopic}
            chosen={topic}
            choices={view.topics}
            all={texts.searchAll}
          />
          <Choice
            name="byline"
            label={texts.searchByline}
            chosen={byline}
            choices={view.bylines}
            all={texts.searchAll}
          />
          <Day name="from" label={texts.searchFrom} value={from} />
          <Day name="to" label={texts.searchTo} value={to} />
          <label>
            {texts.searchOrder}
            <select name="order">
              <option value="newest" selected={order === 'newest'}>
                {texts.searchNewest}
              </option>
              <option value="best" selected={order === 'best'}>
                {texts.searchBest}
              </option>
            </select>
          </label>
        </div>
      </details>
    </form>
  );
};

type ChoiceProps = {
  name: string;
  label: string;
  chosen: string;
  choices: readonly ChoiceView[];
  all: string;
};

function Choice({ name, label, chosen, choices, all }: ChoiceProps) {
  if (choices.length === 0) return null;
  return (
    <label>
      {label}
      <select name={name}>
        <option value="">{all}</option>
        {choices.map((choice) => (
          <option value={choice.value} selected={choice.value === chosen}>
            {choice.label}
          </option>
        ))}
      </select>
    </label>
  );
}

function Day({ name, label, value }: { name: string; label: string; value: string }) {
  return (
    <label>
      {label}
      <input type="date" name={name} value={value} />
    </label>
  );
}

export type SearchHitProps = { readonly hit: SearchHitView };

/** A found story; its snippet, with what was searched for marked, stands for the standfirst. */
export const SearchHit: Part<SearchHitProps> = (props) => {
  const { card, snippet } = props.hit;
  const { AccessMark, KickerLine, Time } = props.theme;
  return (
    <article class="card card-hit">
      <KickerLine {...given(props)} card={card} section />
      <h3 class="card-headline">
        <a href={card.path}>{card.headline}</a>
      </h3>
      <p class="card-standfirst">{snippet.map(({ text, hit }) => (hit ? <mark>{text}</mark> : text))}</p>
      <p class="card-foot small">
        {card.byline ? <span>{card.byline}</span> : null}
        <Time {...given(props)} at={card.publishedAt} form="day" />
        <AccessMark {...given(props)} access={card.access} />
      </p>
    </article>
  );
};
