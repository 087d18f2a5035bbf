import { Link } from 'wouter';
import { Empty } from '../parts/states.tsx';
import { t } from './messages.ts';

/** The answer to an address that is none, and to a story that is closed to this person: one cannot tell them apart. */
export function NothingHere() {
  return (
    <div className="screen">
      <Empty title={t('nothingHere')} action={<Link href="/">{t('toStories')}</Link>}>
        {t('nothingHereHint')}
      </Empty>
    </div>
  );
}
