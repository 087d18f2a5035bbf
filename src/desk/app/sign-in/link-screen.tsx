import { useParams } from 'wouter';
import type { DoorState } from '../../shapes/sign-in.ts';
import { Button } from '../parts/button.tsx';
import { useWork } from '../parts/use-work.ts';
import { knock } from './door.ts';
import { DoorPage } from './door-page.tsx';
import { t } from './messages.ts';
import { OpenedLink } from './opened-link.tsx';

/** /desk/sign-in/TOKEN: opening it uses nothing up; its button does. */
export function Screen() {
  const { token = '' } = useParams();
  return (
    <DoorPage>
      {({ paper }) => (
        <OpenedLink token={token} is="sign-in" overSays={t('linkOverSays')}>
          {({ name }, onArrive) => <UseLink {...{ token, name, paper, onArrive }} />}
        </OpenedLink>
      )}
    </DoorPage>
  );
}

type Props = { token: string; name: string; paper: string; onArrive(is: DoorState['is']): void };

function UseLink({ token, name, paper, onArrive }: Props) {
  const { work, isBusy, problem } = useWork();
  const use = () => work(async () => onArrive((await knock<DoorState>('POST', '/link/use', { token })).is));
  return (
    <div className="steps">
      <h1>{t('linkTitle', { name })}</h1>
      <p>{t('linkSays', { paper })}</p>
      {problem && <p role="alert">{problem}</p>}
      <Button tone="main" autoFocus isDisabled={isBusy} onPress={() => void use()}>
        {t('signIn')}
      </Button>
    </div>
  );
}
