import type { ComponentChildren } from 'preact';
import type { CounterTexts } from './messages/counter.ts';

type Text = { readonly t: CounterTexts };

/** What a counter begins with: one field, and the camera. */
export function CounterHome({
  t,
  typed = '',
  problem = '',
  done = '',
}: Text & { typed?: string; problem?: string; done?: string }) {
  return (
    <div class="counter-page counter-home">
      {done ? (
        <p class="counter-done" role="status">
          {done}
        </p>
      ) : null}
      <form method="post" action="/counter/look" class="counter-form">
        <WordsField t={t} typed={typed} problem={problem} />
        <button type="submit" class="counter-go">
          {t.check}
        </button>
      </form>
      <div class="counter-scan">
        <button type="button" class="counter-plain" data-scan hidden>
          {t.scan}
        </button>
        <video data-scan-video hidden muted playsInline />
        <p data-scan-problem hidden role="alert">
          {t.scanFailed}
        </p>
        <p class="counter-hint">{t.ownCamera}</p>
      </div>
      <nav class="counter-ways counter-low">
        <a href="/counter/late">{t.later}</a>
        <a href="/counter/list">{t.list}</a>
      </nav>
    </div>
  );
}

function WordsField({ t, typed, problem }: Text & { typed: string; problem: string }) {
  return (
    <div>
      <label for="words">{t.words}</label>
      {problem ? (
        <p class="counter-problem" id="words-problem" role="alert">
          {problem}
        </p>
      ) : null}
      <input
        id="words"
        name="words"
        value={typed}
        required
        maxLength={100}
        autocomplete="off"
        autocapitalize="none"
        autocorrect="off"
        spellcheck={false}
        enterkeyhint="go"
        aria-invalid={problem ? 'true' : undefined}
        aria-describedby={problem ? 'words-problem words-hint' : 'words-hint'}
      />
      <p class="counter-hint" id="words-hint">
        {t.wordsHint}
      </p>
    </div>
  );
}

/** How a voucher stands, told at once: by the word, its sign and its colour. */
export function Verdict({
  tone,
  word,
  children,
}: {
  tone: 'good' | 'done' | 'bad' | 'late';
  word: string;
  children?: ComponentChildren;
}) {
  return (
    <section class={`verdict verdict-${tone}`}>
      <h1>
        <span class="verdict-sign" aria-hidden="true">
          {{ good: '✓', done: '✓', bad: '✕', late: '!' }[tone]}
        </span>
        {word}
      </h1>
      {children}
    </section>
  );
}

export type ValidProps = Text & {
  readonly title: string;
  readonly says: string;
  readonly who: string;
  readonly worth: string;
  readonly token: string;
  readonly once: string;
};

/** Valid: what to give, to whom, and the one button. */
export function ValidPage({ t, title, says, who, worth, token, once }: ValidProps) {
  return (
    <div class="counter-page counter-verdict">
      <Verdict tone="good" word={t.valid}>
        <p class="verdict-give">{title}</p>
        <p>{[who, worth].filter(Boolean).join(' · ')}</p>
        {says ? <p class="verdict-says">{says}</p> : null}
      </Verdict>
      <form method="post" action="/counter/redeem" class="counter-foot">
        <input type="hidden" name="token" value={token} />
        <input type="hidden" name="once" value={once} />
        <button type="submit" class="counter-go">
          {t.redeem}
        </button>
        <a class="counter-plain" href="/counter">
          {t.notNow}
        </a>
      </form>
    </div>
  );
}

/** Everything that is not valid. */
export function NoPage({ t, word, lines }: Text & { word: string; lines: readonly string[] }) {
  return (
    <div class="counter-page counter-verdict">
      <Verdict tone="bad" word={word}>
        {lines.map((line, at) => (
          <p class={at === 0 && lines.length > 1 ? 'verdict-give' : undefined}>{line}</p>
        ))}
      </Verdict>
      <div class="counter-foot">
        <a class="counter-go" href="/counter">
          {t.next}
        </a>
      </div>
    </div>
  );
}

export type EnteredProps = Text & {
  readonly id: number;
  readonly title: string;
  readonly word: string;
  readonly lines: readonly string[];
  readonly counts: boolean;
  readonly undoUntil: string;
};

/** What was entered, and the way to take it back. */
export function EnteredPage({ t, id, title, word, lines, counts, undoUntil }: EnteredProps) {
  return (
    <div class="counter-page counter-verdict">
      <Verdict tone={counts ? 'done' : 'late'} word={word}>
        <p class="verdict-give">{title}</p>
        {lines.map((line) => (
          <p>{line}</p>
        ))}
      </Verdict>
      <div class="counter-foot">
        <a class="counter-go" href="/counter">
          {t.next}
        </a>
        {undoUntil ? (
          <form method="post" action="/counter/undo">
            <input type="hidden" name="id" value={id} />
            <button type="submit" class="counter-plain">
              {t.undo}
            </button>
            <p class="counter-hint">{t.undoUntil(undoUntil)}</p>
          </form>
        ) : null}
      </div>
    </div>
  );
}

export type LateProps = Text & {
  readonly typed: { readonly words: string; readonly day: string; readonly time: string };
  readonly once: string;
  readonly problem: string;
};

/** What was noted on paper while the line was down. */
export function LatePage({ t, typed, once, problem }: LateProps) {
  return (
    <div class="counter-page">
      <h1 class="counter-title">{t.laterTitle}</h1>
      <p>{t.laterAbout}</p>
      <form method="post" action="/counter/late" class="counter-form">
        <WordsField t={t} typed={typed.words} problem={problem} />
        <div class="counter-pair">
          <div>
            <label for="time">{t.time}</label>
            <input id="time" name="time" type="time" required value={typed.time} />
          </div>
          <div>
            <label for="day">{t.day}</label>
            <input id="day" name="day" type="date" required value={typed.day} />
          </div>
        </div>
        <input type="hidden" name="once" value={once} />
        <button type="submit" class="counter-go">
          {t.enter}
        </button>
      </form>
      <p class="counter-ways">
        <a href="/counter">{t.back}</a>
      </p>
    </div>
  );
}

export type EntryLine = {
  readonly id: number;
  readonly moment: string;
  readonly title: string;
  readonly marks: readonly string[];
  readonly isOff: boolean;
};

/** What this place entered lately, with what another place entered of the same vouchers. */
export function ListPage({
  t,
  days,
  device,
}: Text & { days: readonly { day: string; lines: readonly EntryLine[] }[]; device: string }) {
  return (
    <div class="counter-page">
      <h1 class="counter-title">{t.list}</h1>
      {days.length === 0 ? <p>{t.listNone}</p> : null}
      {days.map(({ day, lines }) => (
        <section class="counter-day">
          <h2>{day}</h2>
          <ul>
            {lines.map(({ id, moment, title, marks, isOff }) => (
              <li class={isOff ? 'counter-off' : undefined}>
                <a href={`/counter/r/${id}`}>
                  <span class="counter-moment">{moment}</span> <span>{title}</span>
                </a>
                {marks.map((mark) => (
                  <p class="counter-hint">{mark}</p>
                ))}
              </li>
            ))}
          </ul>
        </section>
      ))}
      <p class="counter-ways">
        <a href="/counter">{t.back}</a>
      </p>
      <form method="post" action="/counter/leave" class="counter-leave">
        <button type="submit" class="counter-plain">
          {t.leave}
        </button>
        <p class="counter-hint">
          {device}. {t.leaveAbout}
        </p>
      </form>
    </div>
  );
}

/** A page with nothing to do on it. */
export function TellPage({ title, about }: { title: string; about: string }) {
  return (
    <div class="counter-page">
      <h1 class="counter-title">{title}</h1>
      <p>{about}</p>
    </div>
  );
}

export type LetInProps = Text & {
  readonly word: string;
  readonly place: string;
  readonly name: string;
  readonly problem: string;
};

/** Lets a device in: the PIN, once. */
export function LetInPage({ t, word, place, name, problem }: LetInProps) {
  return (
    <div class="counter-page">
      <h1 class="counter-title">{t.letIn(place)}</h1>
      <p>{t.letInAbout}</p>
      <form method="post" action={`/counter/in/${word}`} class="counter-form">
        <div>
          <label for="pin">{t.pin}</label>
          {problem ? (
            <p class="counter-problem" id="pin-problem" role="alert">
              {problem}
            </p>
          ) : null}
          <input
            id="pin"
            name="pin"
            class="counter-pin"
            inputmode="numeric"
            pattern="[0-9 ]*"
            maxLength={12}
            required
            autocomplete="off"
            aria-invalid={problem ? 'true' : undefined}
            aria-describedby={problem ? 'pin-problem' : undefined}
          />
        </div>
        <div>
          <label for="name">{t.deviceName}</label>
          <input
            id="name"
            name="name"
            maxLength={80}
            value={name}
            autocomplete="off"
            aria-describedby="name-hint"
          />
          <p class="counter-hint" id="name-hint">
            {t.deviceHint}
          </p>
        </div>
        <button type="submit" class="counter-go">
          {t.go}
        </button>
      </form>
    </div>
  );
}
