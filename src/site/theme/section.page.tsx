import type { LinkView, SectionView } from '../view.ts';
import { type Given, given, type Part } from './given.ts';

export type SectionProps = { readonly view: SectionView };

/** A section: its name, what it is, its sections below, its stories newest first. */
export const Section: Part<SectionProps> = (props) => {
  const { view, t } = props;
  const { Card, River, Turning, Crumbs } = props.theme;
  const { parents, children, description, archiveHref } = view;
  const [first, ...others] = view.cards;
  const { Containers } = props.theme;
  // The newest page opens with what editors arranged, else with its first story large; older ones are lists.
  const opens = first?.picture && !view.newerHref && !view.containers;
  return (
    <div class="wrap">
      <header class="page-head">
        <Crumbs {...given(props)} parents={parents} />
        <h1 class="page-name">{view.name}</h1>
        {description ? <p class="page-about">{description}</p> : null}
        {children.length > 0 ? (
          <nav aria-label={t.texts.subsections}>
            <PageLinks links={children} />
          </nav>
        ) : null}
      </header>
      {view.containers ? (
        <div class="front section-front">
          <Containers {...given(props)} containers={view.containers} day={view.date ?? ''} />
        </div>
      ) : null}
      {opens ? (
        <div class="section-top">
          <Card {...given(props)} card={first} rank="opening" level={2} urgent />
        </div>
      ) : null}
      <div class="sided">
        <div>
          {view.containers && view.cards.length === 0 ? null : (
            <River {...given(props)} cards={opens ? others : view.cards} section={false} />
          )}
          <Turning {...given(props)} newerHref={view.newerHref} olderHref={view.olderHref} />
          {archiveHref ? (
            <p class="page-links">
              <a href={archiveHref}>{t.texts.archive}</a>
            </p>
          ) : null}
        </div>
        {view.mostRead.length > 0 ? <Side {...props} /> : null}
      </div>
    </div>
  );
};

function Side(props: SectionProps & Given) {
  const { Ranked } = props.theme;
  return (
    <section class="side" aria-labelledby="most-read">
      <h2 class="label" id="most-read">
        {props.t.texts.mostRead}
      </h2>
      <Ranked {...given(props)} cards={props.view.mostRead} />
    </section>
  );
}

export type CrumbsProps = { readonly parents: readonly LinkView[] };

/** The sections above this one. */
export const Crumbs: Part<CrumbsProps> = ({ parents, t }) => {
  if (parents.length === 0) return null;
  return (
    <nav class="crumbs" aria-label={t.texts.breadcrumb}>
      <ol>
        {parents.map(({ href, label }) => (
          <li>
            <a href={href}>{label}</a>
          </li>
        ))}
      </ol>
    </nav>
  );
};

export function PageLinks({ links }: { links: readonly LinkView[] }) {
  return (
    <ul class="page-links">
      {links.map(({ href, label }) => (
        <li>
          <a href={href}>{label}</a>
        </li>
      ))}
    </ul>
  );
}
