import { useEffect, useState } from 'react';
import type { RecoveryCodes, SecondStepOffer } from '../../shapes/sign-in.ts';
import { Button } from '../parts/button.tsx';
import { TextField } from '../parts/field.tsx';
import { Waiting } from '../parts/states.tsx';
import { useWork } from '../parts/use-work.ts';
import { knock } from './door.ts';
import { KeepCodes } from './keep-codes.tsx';
import { t } from './messages.ts';
import { StepsForm } from './steps-form.tsx';
import './sign-in.css';

/** From a QR code to recovery codes that are kept. */
export function SetUpApp({ isRequired = false, onDone }: { isRequired?: boolean; onDone(): void }) {
  const [offer, setOffer] = useState<SecondStepOffer>();
  const [codes, setCodes] = useState<readonly string[]>();
  const [code, setCode] = useState('');
  const { work, isBusy, problem } = useWork();
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked for once, when it is shown
  useEffect(() => {
    void work(async () => setOffer(await knock<SecondStepOffer>('POST', '/second-step/offer')));
  }, []);
  if (codes) return <KeepCodes codes={codes} onDone={onDone} />;
  if (!offer) return problem ? <p role="alert">{problem}</p> : <Waiting lines={5} />;
  const confirm = () =>
    work(async () => setCodes((await knock<RecoveryCodes>('POST', '/second-step/confirm', { code })).codes));
  return (
    <StepsForm isFilled={code.trim() !== ''} onSend={() => void confirm()}>
      {isRequired && <h2>{t('setUpTitle')}</h2>}
      {isRequired && <p>{t('setUpSays')}</p>}
      <p>{t('step1')}</p>
      <img className="qr" src={offer.picture} alt={t('picture')} width={210} height={210} />
      <p className="small">
        {t('orType')} <code className="key">{offer.secret.match(/.{1,4}/g)?.join(' ')}</code>
      </p>
      <p>{t('step2')}</p>
      <TextField
        label={t('appCode')}
        inputMode="numeric"
        autoComplete="one-time-code"
        value={code}
        onChange={setCode}
        problem={problem}
        validationBehavior="aria"
      />
      <Button tone="main" type="submit" isDisabled={isBusy}>
        {t('turnOn')}
      </Button>
    </StepsForm>
  );
}
