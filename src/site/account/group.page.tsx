import { AddressField, Field, Tick } from './field.tsx';
import type { GroupTexts } from './messages/groups.ts';

export type OwnSeatLine = {
  readonly id: number;
  readonly group: string;
  readonly stands: string;
  readonly confirms: string;
  readonly leaves: string;
};

/** Groups somebody looks after, the seats they have, and the way to ask for one. */
export function GroupsPage({
  t,
  owned,
  seats,
  typed,
  problem,
}: {
  t: GroupTexts;
  owned: readonly { readonly id: number; readonly name: string; readonly stands: string }[];
  seats: readonly OwnSeatLine[];
  typed: string;
  problem?: string | undefined;
}) {
  return (
    <>
      {owned.length > 0 ? (
        <section class="account-part">
          <h2>{t.yours}</h2>
          <ul class="account-list">
            {owned.map(({ id, name, stands }) => (
              <li>
                <a class="group-name" href={`/account/group/${id}`}>
                  {t.manage(name)}
                </a>
                <p class="account-hint">{stands}</p>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {seats.map((seat) => (
        <section class="account-part">
          <h2>{t.seatIn(seat.group)}</h2>
          <p>{seat.stands}</p>
          {seat.confirms ? <p class="account-hint">{seat.confirms}</p> : null}
          <form class="group-leave" method="post" action={`/account/group/seat/${seat.id}/leave`}>
            <button class="account-button account-button-plain" type="submit">
              {t.leave}
            </button>
            <span class="account-hint">{seat.leaves}</span>
          </form>
        </section>
      ))}
      <section class="account-part">
        <h2>{t.ask}</h2>
        <p class="group-about">{t.askAbout}</p>
        <form class="account-form" method="post" action="/account/group/ask">
          <AddressField name="email" label={t.email} value={typed} problem={problem} required />
          <div>
            <button class="account-button account-button-plain" type="submit">
              {t.askDo}
            </button>
          </div>
        </form>
      </section>
    </>
  );
}

/** One sentence or two, and one button: an invitation, or an address to confirm. */
export function GroupAsk({
  lines,
  action,
  says,
}: {
  lines: readonly string[];
  action: string;
  says: string;
}) {
  return (
    <div class="code-sheet">
      {lines.map((line) => (
        <p>{line}</p>
      ))}
      <form method="post" action={action}>
        <button class="account-button" type="submit">
          {says}
        </button>
      </form>
    </div>
  );
}

/** It is done, or cannot be: where to go on. */
export function GroupSaid({ href, label }: { href: string; label: string }) {
  return (
    <p>
      <a class="account-button" href={href}>
        {label}
      </a>
    </p>
  );
}

export type SeatLine = {
  readonly id: number;
  readonly email: string;
  readonly name: string;
  readonly stands: string;
  readonly isFilled: boolean;
};

export type OwnerProps = {
  readonly t: GroupTexts;
  readonly id: number;
  readonly name: string;
  readonly lines: readonly string[];
  readonly used: number;
  readonly all: number;
  readonly seats: readonly SeatLine[];
  readonly hasOwnSeat: boolean;
  readonly isOver: boolean;
  readonly done: string | undefined;
  /** At which form something is wrong, what, and what was typed there. */
  readonly problem?: { readonly at: 'invite' | 'name' | 'owner'; readonly says: string } | undefined;
  readonly typed?: string | undefined;
};

/** What whoever looks after a group sees: seats, people, and what may be done. */
export function OwnerPage(props: OwnerProps) {
  const { t, lines, used, all, done, isOver } = props;
  return (
    <>
      {done ? (
        <p class="account-done" role="status">
          {done}
        </p>
      ) : null}
      <div class="group-seats">
        <p class="group-count">{t.seats(used, all)}</p>
        {isOver ? null : <p>{t.free(Math.max(0, all - used))}</p>}
        {lines.map((line) => (
          <p class="account-hint">{line}</p>
        ))}
      </div>
      {isOver ? null : <InviteForm {...props} />}
      <People {...props} />
      {isOver ? null : <Rest {...props} />}
    </>
  );
}

function InviteForm({ t, id, problem, typed = '', hasOwnSeat }: OwnerProps) {
  const says = problem?.at === 'invite' ? problem.says : undefined;
  return (
    <section class="account-part">
      <h2>{t.invite}</h2>
      <form class="account-form" method="post" action={`/account/group/${id}/invite`}>
        <div>
          <label for="field-emails">{t.addresses}</label>
          {says ? (
            <p class="account-problem account-problem-above" id="emails-problem">
              {says}
            </p>
          ) : null}
          <textarea
            id="field-emails"
            name="emails"
            rows={5}
            required
            spellcheck={false}
            aria-invalid={says ? 'true' : undefined}
            aria-describedby={says ? 'emails-problem emails-hint' : 'emails-hint'}
          >
            {says ? typed : ''}
          </textarea>
          <p class="account-hint account-hint-below" id="emails-hint">
            {t.inviteHint}
          </p>
        </div>
        <div>
          <button class="account-button" type="submit">
            {t.inviteDo}
          </button>
        </div>
      </form>
      {hasOwnSeat ? null : (
        <form class="group-own" method="post" action={`/account/group/${id}/own-seat`}>
          <button class="account-button account-button-plain" type="submit">
            {t.ownSeat}
          </button>
        </form>
      )}
    </section>
  );
}

function People({ t, id, seats }: OwnerProps) {
  return (
    <section class="account-part">
      <h2>{t.people}</h2>
      {seats.length === 0 ? <p>{t.none}</p> : null}
      <ul class="account-list group-people">
        {seats.map((seat) => (
          <li class="group-person">
            <div>
              <strong>{seat.name || seat.email}</strong>
              <p class="account-hint">{seat.name ? `${seat.email} · ${seat.stands}` : seat.stands}</p>
            </div>
            <form method="post" action={`/account/group/${id}/seat/${seat.id}/back`}>
              <button class="account-quiet" type="submit" aria-label={t.takeBackOf(seat.email)}>
                {t.takeBack}
              </button>
            </form>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Rest({ t, id, name, seats, problem, typed }: OwnerProps) {
  const filled = seats.filter(({ isFilled }) => isFilled);
  const nameProblem = problem?.at === 'name' ? problem.says : undefined;
  return (
    <>
      <section class="account-part">
        <h2>{t.name}</h2>
        <form class="account-form" method="post" action={`/account/group/${id}/name`}>
          <Field
            name="name"
            label={t.name}
            value={nameProblem ? (typed ?? '') : name}
            problem={nameProblem}
            required
            autocomplete="off"
            maxLength={120}
          />
          <div>
            <button class="account-button account-button-plain" type="submit">
              {t.nameDo}
            </button>
          </div>
        </form>
      </section>
      {filled.length > 0 ? (
        <section class="account-part">
          <h2>{t.handOver}</h2>
          <p class="group-about">{t.handOverAbout}</p>
          <form class="account-form" method="post" action={`/account/group/${id}/owner`}>
            <div>
              <label for="field-seat">{t.handOverTo}</label>
              <select id="field-seat" name="seat">
                {filled.map((seat) => (
                  <option value={String(seat.id)}>
                    {seat.name ? `${seat.name} (${seat.email})` : seat.email}
                  </option>
                ))}
              </select>
            </div>
            {problem?.at === 'owner' ? <p class="account-problem">{problem.says}</p> : null}
            <Tick name="sure" checked={false}>
              {t.handOverTick}
            </Tick>
            <div>
              <button class="account-button account-button-plain" type="submit">
                {t.handOverDo}
              </button>
            </div>
          </form>
        </section>
      ) : null}
    </>
  );
}
