import type { PlainPageView } from '../view.ts';
import { type Given, given, type Part } from './given.ts';

export type PlainPageProps = { readonly view: PlainPageView };

/** A page that is no story: about, contact, legal notice. */
export const PlainPage: Part<PlainPageProps> = (props) => {
  const { view } = props;
  const { Body } = props.theme;
  return (
    <article class="wrap">
      <div class="column">
        <header class="story-head">
          <h1 class="story-headline">{view.headline}</h1>
          {view.standfirst ? <p class="standfirst">{view.standfirst}</p> : null}
          {view.updatedAt ? <Changed {...props} at={view.updatedAt} /> : null}
        </header>
        <Body {...given(props)} blocks={view.blocks} refs={view} opening={false} corrections={[]} />
      </div>
    </article>
  );
};

function Changed(props: Given & { at: string }) {
  const { Time } = props.theme;
  const [before = '', after = ''] = props.t.texts.updated.split('{time}');
  return (
    <p class="small">
      {before}
      <Time {...given(props)} at={props.at} form="day" />
      {after}
    </p>
  );
}
