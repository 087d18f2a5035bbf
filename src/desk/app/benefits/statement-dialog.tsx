import { wordAmount, wordRate } from '#members/price-words.js';
import { wordMonth } from '#members/statement-letter.js';
import type { StatementRow } from '../../shapes/benefits.ts';
import { ask } from '../api.ts';
import { useMe } from '../me.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { wordTime } from '../parts/times.tsx';
import { say, sayProblem } from '../parts/toast.tsx';
import { useChange } from '../settings/data.ts';
import { languageTag } from '../texts.ts';
import { statementsKey } from './data.ts';
import { t } from './messages.ts';

/** One statement as it is printed, sent and kept. */
export function StatementDialog({ statement, onClose }: { statement: StatementRow; onClose(): void }) {
  const { zone } = useMe().paper;
  const { number, email, sentAt, partner, content, partnerName } = statement;
  const wish = { partner, month: content.month };
  const send = useChange(() => ask('POST', '/statements/send', wish), [statementsKey]);
  const post = () =>
    send.mutate(undefined, { onSuccess: () => say(t('sent', { email })), onError: sayProblem });
  return (
    <Dialog
      title={`${partnerName}, ${wordMonth(content.month, languageTag())}`}
      size="wide"
      isOpen
      onClose={onClose}
      footer={
        <>
          {sentAt !== null && <span className="soft">{t('sentAt', { when: wordTime(sentAt, zone) })}</span>}
          {number !== null && (
            <a
              className="button plain"
              href={`/desk/api/statements/csv?partner=${partner}&month=${content.month}`}
              download
            >
              {t('csv')}
            </a>
          )}
          {number !== null && email !== '' && (
            <Button isDisabled={send.isPending} onPress={post}>
              {t(sentAt === null ? 'send' : 'sendAgain')}
            </Button>
          )}
          <Button tone="main" onPress={() => window.print()}>
            {t('print')}
          </Button>
        </>
      }
    >
      <Sheet statement={statement} />
    </Dialog>
  );
}

function Sheet({ statement: { number, content } }: { statement: StatementRow }) {
  const language = languageTag();
  const { publisher, partner, lines, sums, taxBp, month } = content;
  return (
    <article className="print-sheet statement-sheet" tabIndex={0}>
      <header>
        <address>
          {[publisher.name, publisher.address, publisher.taxId].filter(Boolean).map((line) => (
            <span key={line}>{line}</span>
          ))}
        </address>
        <address>
          {(partner.invoiceTo || partner.name).split('\n').map((line) => (
            <span key={line}>{line}</span>
          ))}
        </address>
      </header>
      <h2>
        {t('statementOf')} {number ?? `(${t('soFar')})`}
      </h2>
      <p>{wordMonth(month, language)}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('benefit')}</th>
            <th scope="col">{t('place')}</th>
            <th scope="col" className="number">
              {t('count')}
            </th>
            <th scope="col" className="number">
              {t('each')}
            </th>
            <th scope="col" className="number">
              {t('sum')}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={`${line.benefit} ${line.place} ${line.eachMinor} ${line.currency}`}>
              <th scope="row">{line.benefit}</th>
              <td>{line.place}</td>
              <td className="number figures">{line.count}</td>
              <td className="number figures">{wordAmount(line.eachMinor, line.currency, language)}</td>
              <td className="number figures">{wordAmount(line.sumMinor, line.currency, language)}</td>
            </tr>
          ))}
        </tbody>
        {sums.map((sum) => (
          <tfoot key={sum.currency}>
            {(
              [
                [t('net'), sum.netMinor],
                [t('taxOf', { rate: wordRate(taxBp, language) }), sum.taxMinor],
                [t('gross'), sum.grossMinor],
              ] as const
            ).map(([says, minor]) => (
              <tr key={says}>
                <th scope="row" colSpan={4}>
                  {says}
                </th>
                <td className="number figures">{wordAmount(minor, sum.currency, language)}</td>
              </tr>
            ))}
          </tfoot>
        ))}
      </table>
    </article>
  );
}
