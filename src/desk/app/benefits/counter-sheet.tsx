import type { LetInReply } from '../../shapes/benefits.ts';
import { useMe } from '../me.ts';
import { sheetWords } from './sheet-words.ts';

/** One sheet of A4 for a counter: the place, the code that lets a device in, and how it works in four steps. */
export function CounterSheet({ sheet }: { sheet: LetInReply }) {
  const { zone } = useMe().paper;
  const words = sheetWords(sheet.language);
  const until = new Intl.DateTimeFormat(sheet.language, { timeZone: zone, dateStyle: 'long' }).format(
    sheet.until,
  );
  const side = sheet.qr.size + 8;
  return (
    <article className="print-sheet counter-sheet" lang={sheet.language} tabIndex={0}>
      <header>
        <p>{words.head(sheet.paper)}</p>
        <h2>{sheet.place}</h2>
        <p>{sheet.partner}</p>
      </header>
      <ol>
        {words.steps.map(([step, says], at) => (
          <li key={step}>
            <span className="step" aria-hidden="true">
              {at + 1}
            </span>
            <h3>{step}</h3>
            <p>{says}</p>
          </li>
        ))}
      </ol>
      <p className="wrong">{words.wrong}</p>
      <footer>
        <svg viewBox={`-4 -4 ${side} ${side}`} role="img" aria-label={words.scan} shapeRendering="crispEdges">
          <rect x="-4" y="-4" width={side} height={side} fill="#fff" />
          <path d={sheet.qr.path} fill="#000" />
        </svg>
        <div>
          <h3>{words.scan}</h3>
          <p>{words.scanSays}</p>
          <p>{words.until(until)}</p>
          <p>{words.address(`${new URL(sheet.href).host}/counter`)}</p>
        </div>
      </footer>
    </article>
  );
}
