import type { OwnTexts } from './messages/own.ts';
import { AtDesk, Done } from './own.page.tsx';

export type DeviceView = {
  readonly id: number;
  readonly name: string;
  readonly says: string;
  readonly here: boolean;
};

export type PasskeyView = { readonly id: number; readonly name: string };

/** Where somebody is signed in, and the passkeys they may sign in with. */
export function Devices({
  t,
  devices,
  passkeys,
  atDesk,
  done,
}: {
  t: OwnTexts;
  devices: readonly DeviceView[];
  passkeys: readonly PasskeyView[];
  atDesk: boolean;
  done: string | undefined;
}) {
  return (
    <>
      <Done says={done} />
      <ul class="account-list own-list">
        {devices.map((device) => (
          <Device t={t} device={device} />
        ))}
      </ul>
      {devices.length > 1 ? (
        <form class="own-after" method="post" action="/account/devices/end-others">
          <button class="account-button account-button-plain" type="submit">
            {t.endOthers}
          </button>
        </form>
      ) : null}
      <section class="own-part" aria-labelledby="passkeys">
        <h2 id="passkeys">{t.passkeys}</h2>
        <p class="own-about">{t.passkeysAbout}</p>
        {atDesk ? <AtDesk t={t} /> : <Passkeys t={t} passkeys={passkeys} />}
      </section>
    </>
  );
}

function Device({ t, device: { id, name, says, here } }: { t: OwnTexts; device: DeviceView }) {
  return (
    <li>
      <div>
        <strong>{name}</strong>
        <p class="account-hint">{says}</p>
      </div>
      {here ? (
        <p class="own-here">{t.hereNow}</p>
      ) : (
        <form method="post" action="/account/devices/end">
          <input type="hidden" name="session" value={id} />
          <button class="own-small" type="submit" aria-label={`${t.endOne}: ${name}`}>
            {t.endOne}
          </button>
        </form>
      )}
    </li>
  );
}

function Passkeys({ t, passkeys }: { t: OwnTexts; passkeys: readonly PasskeyView[] }) {
  return (
    <>
      {passkeys.length === 0 ? (
        <p class="own-about">{t.passkeysNone}</p>
      ) : (
        <ul class="account-list own-list">
          {passkeys.map(({ id, name }) => (
            <li>
              <strong>{name}</strong>
              <form method="post" action="/account/passkey/remove">
                <input type="hidden" name="passkey" value={id} />
                <button class="own-small" type="submit" aria-label={`${t.passkeyRemove}: ${name}`}>
                  {t.passkeyRemove}
                </button>
              </form>
            </li>
          ))}
        </ul>
      )}
      <div class="own-after" data-passkey="add" data-failed={t.passkeyFailed} hidden>
        <button class="account-button account-button-plain" type="button">
          {t.passkeyAdd}
        </button>
        <p class="account-problem" role="status" />
      </div>
      <noscript>
        <p class="account-hint">{t.passkeyNeeds}</p>
      </noscript>
    </>
  );
}
