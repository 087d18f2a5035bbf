import type { CreditView, StoryView } from '../view.ts';
import { type Given, given, type Part } from './given.ts';

export type BylineLineProps = { readonly view: StoryView };

/** Who wrote it and in what role, who else worked on it, whose copy is in it, where it comes from, when. */
export const BylineLine: Part<BylineLineProps> = (props) => {
  const { view, t } = props;
  const writers = writersOf(view.credits);
  const others = view.credits.filter(
    ({ part, name }) => part && !writers.some((writer) => writer.name === name),
  );
  return (
    <div class="story-meta">
      {writers.length > 0 ? <Writers {...given(props)} writers={writers} /> : null}
      {others.length > 0 || view.agencyCredit ? (
        <p class="small dots">
          {others.map((credit) => (
            <span>
              {capital(credit.part ?? '')}: <Name credit={credit} />
            </span>
          ))}
          {view.agencyCredit ? (
            <span>{t.fill(t.texts.agencyCredit, { names: view.agencyCredit })}</span>
          ) : null}
        </p>
      ) : null}
      <When {...props} />
    </div>
  );
};

/** Those who wrote it. Where everybody has a part, the first is the writer and the part says what that person is. */
function writersOf(credits: readonly CreditView[]): readonly CreditView[] {
  const writers = credits.filter((credit) => !credit.part);
  const [first] = credits;
  return writers.length > 0 || !first ? writers : [{ ...first, role: first.part, part: null }];
}

/** 'By Anna Keller, court reporter'; with several writers the roles stand in brackets. */
function Writers({ writers, t }: Given & { writers: readonly CreditView[] }) {
  const [before = '', after = ''] = t.texts.by.split('{names}');
  const only = writers.length === 1;
  return (
    <p class="bylines">
      {before}
      {t.listParts(writers.length).map((part) => {
        if (typeof part === 'string') return part;
        const credit = writers[part];
        return credit ? <Writer credit={credit} only={only} /> : null;
      })}
      {after}
    </p>
  );
}

function Writer({ credit, only }: { credit: CreditView; only: boolean }) {
  return (
    <>
      <Name credit={credit} />
      {credit.role ? <span class="role">{only ? `, ${credit.role}` : ` (${credit.role})`}</span> : null}
    </>
  );
}

function Name({ credit }: { credit: CreditView }) {
  if (!credit.href) return <b>{credit.name}</b>;
  return (
    <a href={credit.href} rel={credit.agency ? undefined : 'author'}>
      <b>{credit.name}</b>
    </a>
  );
}

function When(props: BylineLineProps & Given) {
  const { view, t } = props;
  return (
    <p class="small dots">
      {view.dateline ? <span>{view.dateline}</span> : null}
      <span>
        <TimeIn {...given(props)} text={t.texts.published} at={view.publishedAt} />
      </span>
      {view.updatedAt ? (
        <span>
          <TimeIn {...given(props)} text={t.texts.updated} at={view.updatedAt} />
        </span>
      ) : null}
    </p>
  );
}

function TimeIn(props: Given & { text: string; at: string }) {
  const { Time } = props.theme;
  const [before = '', after = ''] = props.text.split('{time}');
  return (
    <>
      {before}
      <Time {...given(props)} at={props.at} form="moment" />
      {after}
    </>
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
