import type { CardView, MonthView } from '../view.ts';
import { type Given, given, type Part } from './given.ts';

export type MonthProps = { readonly view: MonthView };

/** A month of the paper, day by day: headlines only, as one looks through bound volumes. */
export const Month: Part<MonthProps> = (props) => {
  const { view, t } = props;
  const { Turning } = props.theme;
  const { section } = view;
  const title = section ? t.fill(t.texts.archiveOf, { section: section.label }) : t.texts.archive;
  return (
    <div class="wrap">
      <header class="page-head">
        <p class="kicker">{section ? <a href={section.href}>{title}</a> : title}</p>
        <h1 class="page-name">{t.month(view.year, view.month)}</h1>
      </header>
      <div class="sided">
        <div>
          {view.days.length === 0 ? <p class="page-about">{t.texts.nothingHere}</p> : <Days {...props} />}
          <Turning {...given(props)} newerHref={view.newerHref} olderHref={view.olderHref} />
        </div>
        {view.months.length > 0 ? <Months {...props} /> : null}
      </div>
    </div>
  );
};

function Days(props: MonthProps & Given) {
  const { Card } = props.theme;
  return (
    <>
      {props.view.days.map(({ date, cards }) => (
        <section class="month-day" aria-labelledby={`day-${date}`}>
          <h2 id={`day-${date}`}>
            <time dateTime={date}>{props.t.date(date)}</time>
          </h2>
          <div class="stack">
            {cards.map((card) => (
              <Card {...given(props)} card={headlineOnly(card)} rank="text" level={3} />
            ))}
          </div>
        </section>
      ))}
    </>
  );
}

function headlineOnly(card: CardView): CardView {
  return { ...card, standfirst: null, kicker: card.kicker ?? card.section?.label ?? null };
}

function Months({ view, t }: MonthProps & Given) {
  return (
    <nav class="side" aria-labelledby="months">
      <h2 class="label" id="months">
        {t.texts.months}
      </h2>
      <ul class="plain-links">
        {view.months.map(({ year, month, href }) => (
          <li>
            <a href={href} aria-current={year === view.year && month === view.month ? 'page' : undefined}>
              {t.month(year, month)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
