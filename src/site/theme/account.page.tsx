import type { AccountView } from '../view.ts';
import type { Part } from './given.ts';

export type AccountPageProps = { readonly view: AccountView };

/** The frame of every page about one's account: a narrow sheet with a name at its top. */
export const AccountPage: Part<AccountPageProps> = ({ view: { name, about, back, content } }) => (
  <div class="wrap account">
    {name === null ? null : (
      <header class="account-head">
        {back ? (
          <p class="account-back">
            <a href={back.href}>{back.label}</a>
          </p>
        ) : null}
        <h1 class="page-name">{name}</h1>
        {about ? <p class="page-about">{about}</p> : null}
      </header>
    )}
    {content}
  </div>
);
