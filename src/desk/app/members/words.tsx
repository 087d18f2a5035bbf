import { useMe } from '../me.ts';
import { languageTag } from '../texts.ts';
import { type MembersText, messages, t } from './messages.ts';

/** A word that the server uses, as people say it; itself where nobody worded it. */
function word(prefix: string, value: string): string {
  const name = `${prefix}.${value}`;
  return name in messages.en ? t(name as MembersText) : value;
}

export const wordState = (state: string): string => word('state', state);
export const wordSource = (source: string): string => word('source', source);
export const wordPaymentState = (state: string): string => word('payment', state);
export const wordAct = (act: string): string => word('act', act);
export const wordLetter = (kind: string): string => word('letter', kind);
export const wordTask = (kind: string): string => word('task', kind);
export const wordCode = (kind: string): string => word('code', kind);
export const wordDifference = (kind: string): string => word('difference', kind);
export const wordVoucher = (state: string): string => word('voucher', state);

/** A day in the paper's zone: '3 November 2026'. */
export function wordDay(at: number, zone: string): string {
  return new Intl.DateTimeFormat(languageTag(), { timeZone: zone, dateStyle: 'medium' }).format(at);
}

export function Day({ at }: { at: number }) {
  const { zone } = useMe().paper;
  return <time dateTime={new Date(at).toISOString()}>{wordDay(at, zone)}</time>;
}

/** Until when somebody holds something, and what is the matter with it. */
export function Until({
  until,
  state,
  isEnding,
}: {
  until: number | null;
  state: string;
  isEnding: boolean;
}) {
  const isTold = state !== 'running';
  return (
    <>
      {until === null ? <span className="soft">{t('withoutEnd')}</span> : <Day at={until} />}
      {(isTold || isEnding) && (
        <span className={`second ${state === 'grace' ? 'is-late' : 'soft'}`}>
          {isTold ? wordState(state) : t('state.ending')}
        </span>
      )}
    </>
  );
}

/** A sum in its currency, as people read it. */
export function wordMoney(minor: number, currency: string): string {
  const words = new Intl.NumberFormat(languageTag(), { style: 'currency', currency });
  const digits = words.resolvedOptions().maximumFractionDigits ?? 2;
  return words.format(minor / 10 ** digits);
}
