import { useEffect, useState } from 'react';
import type { DoorState } from '../../shapes/sign-in.ts';
import { Waiting } from '../parts/states.tsx';
import { wordProblem } from '../parts/toast.tsx';
import { knock } from './door.ts';
import { EmailStep } from './email-step.tsx';
import { PasswordStep } from './password-step.tsx';
import { SecondStep } from './second-step.tsx';
import { SetUpApp } from './set-up-app.tsx';
import './sign-in.css';

type At = DoorState['is'] | 'password';

/**
 * Everything from an address to being in, on a page of its own or in a dialogue over work that waits.
 *
 * email   where it is known whose session ended
 * onDone  called once the person is in
 */
export function SignInForm({ email = '', onDone }: { email?: string; onDone(): void }) {
  const [door, setDoor] = useState<DoorState>();
  const [at, setAt] = useState<At>('out');
  const [typed, setTyped] = useState(email);
  const [problem, setProblem] = useState<string>();

  const arrive = (is: DoorState['is']) => (is === 'in' ? onDone() : setAt(is));
  const look = () =>
    knock<DoorState>('GET', '/state').then(
      (state) => {
        setDoor(state);
        arrive(state.is);
      },
      (error: unknown) => setProblem(wordProblem(error)),
    );
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at once, when it is shown
  useEffect(() => void look(), []);

  if (problem) return <p role="alert">{problem}</p>;
  if (!door) return <Waiting lines={3} />;
  if (at === 'second-step')
    return <SecondStep paper={door.paper} onDone={onDone} onBack={() => setAt('out')} />;
  if (at === 'set-up') return <SetUpApp isRequired onDone={onDone} />;
  if (at === 'password') {
    return <PasswordStep email={typed} onEmail={setTyped} onArrive={arrive} onBack={() => setAt('out')} />;
  }
  return (
    <EmailStep
      door={door}
      email={typed}
      onEmail={setTyped}
      onArrive={arrive}
      onLook={() => void look()}
      onPassword={() => setAt('password')}
    />
  );
}
