import { useState } from 'react';
import { Button } from '../parts/button.tsx';
import { t } from './messages.ts';
import './sign-in.css';

/** Recovery codes, shown this one time. */
export function KeepCodes({ codes, onDone }: { codes: readonly string[]; onDone(): void }) {
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(codes.join('\n'));
    setCopied(true);
  };
  return (
    <div className="steps">
      <h2>{t('codesTitle')}</h2>
      <p>{t('codesSay')}</p>
      <ul className="recovery figures">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className="ways">
        <Button tone="main" onPress={onDone}>
          {t('codesKept')}
        </Button>
        <Button onPress={() => void copy()}>{isCopied ? t('copied') : t('copy')}</Button>
      </div>
    </div>
  );
}
