import type { TouchedReply } from '../../shapes/acts.ts';
import { t } from './messages.ts';

/** Every place an act reaches, in numbers first and by name where one looks closer. */
export function Touched({ touched }: { touched: TouchedReply }) {
  const { addresses, linkedBy, fronts, pictures, revisions, notes, comments } = touched;
  const alone = pictures.filter(({ elsewhere }) => !elsewhere).length;
  return (
    <section className="touched">
      <h3>{t('touches')}</h3>
      <ul>
        <Place says={t('touchesAddresses', { count: addresses.length })} names={addresses} />
        {linkedBy.length > 0 && (
          <Place
            says={t('touchesLinks', { count: linkedBy.length })}
            names={linkedBy.map(({ headline }) => headline)}
          />
        )}
        {fronts.length > 0 && (
          <Place
            says={t('touchesFronts', { count: fronts.length })}
            names={fronts.map(({ name }) => name ?? t('home'))}
          />
        )}
        {pictures.length > 0 && (
          <Place says={t('touchesPictures', { count: pictures.length, alone })} names={[]} />
        )}
        <Place says={t('touchesRevisions', { count: revisions, notes, comments })} names={[]} />
      </ul>
    </section>
  );
}

function Place({ says, names }: { says: string; names: readonly string[] }) {
  if (names.length === 0) return <li>{says}</li>;
  return (
    <li>
      <details>
        <summary>{says}</summary>
        <ul className="hint">
          {names.map((name) => (
            <li key={name}>{name}</li>
          ))}
        </ul>
      </details>
    </li>
  );
}
