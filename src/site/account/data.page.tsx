import type { OwnTexts } from './messages/own.ts';

/** What is kept of somebody: to take along, or to have deleted. */
export function OwnData({ t, atDesk, isReader }: { t: OwnTexts; atDesk: boolean; isReader: boolean }) {
  return (
    <>
      {isReader ? <TakeAlong t={t} /> : null}
      <section class="own-part" aria-labelledby="leave">
        <h2 id="leave">{t.dataLeave}</h2>
        {atDesk ? (
          <p class="own-about">
            {t.atDesk} <a href="/desk/account">{t.toDesk}</a>
          </p>
        ) : (
          <>
            <p class="own-about">{t.dataLeaveAbout}</p>
            <p class="own-after">
              <a class="account-button account-button-plain" href="/account/leave">
                {t.dataLeaveDo}
              </a>
            </p>
          </>
        )}
      </section>
    </>
  );
}

function TakeAlong({ t }: { t: OwnTexts }) {
  return (
    <section class="own-part" aria-labelledby="take">
      <h2 id="take">{t.dataTake}</h2>
      <p class="own-about">{t.dataTakeAbout}</p>
      <p class="own-after">
        <a class="account-button" href="/account/data/file" download>
          {t.dataTakeDo}
        </a>
      </p>
    </section>
  );
}

/** What a deletion takes and what it leaves, before anything happens. */
export function LeaveForm({
  t,
  goes,
  stays,
  problem,
}: {
  t: OwnTexts;
  goes: readonly string[];
  stays: readonly string[];
  problem?: string | undefined;
}) {
  return (
    <>
      <div class="own-balance">
        <Side name={t.goes} lines={goes} />
        <Side name={t.stays} lines={stays} />
      </div>
      {problem ? (
        <p class="account-problem" role="alert">
          {problem}
        </p>
      ) : null}
      <form class="own-steps" method="post" action="/account/leave">
        <button class="account-button" type="submit">
          {t.leaveSend}
        </button>
        <a class="account-button account-button-plain" href="/account/data">
          {t.leaveKeep}
        </a>
      </form>
    </>
  );
}

function Side({ name, lines }: { name: string; lines: readonly string[] }) {
  return (
    <section>
      <h2 class="label">{name}</h2>
      <ul>
        {lines.map((line) => (
          <li>{line}</li>
        ))}
      </ul>
    </section>
  );
}
