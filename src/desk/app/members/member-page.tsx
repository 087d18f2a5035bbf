import { useState } from 'react';
import { Link } from 'wouter';
import type { MemberReply } from '../../shapes/members.ts';
import { Button } from '../parts/button.tsx';
import { Menu } from '../parts/menu.tsx';
import { Problem, Waiting } from '../parts/states.tsx';
import { sayProblem } from '../parts/toast.tsx';
import { useMember } from './data.ts';
import { DeleteReader } from './delete-reader.tsx';
import { GiveDialog } from './give-dialog.tsx';
import { Held } from './member-held.tsx';
import { Histories } from './member-histories.tsx';
import { MergeMember } from './merge-member.tsx';
import { t } from './messages.ts';
import { NotesForm } from './notes-form.tsx';
import { PersonDialog } from './person-dialog.tsx';
import { saveFile } from './save-file.ts';
import { SignOutDialog } from './sign-out-dialog.tsx';
import { WhyStopped } from './why-stopped.tsx';
import { Day } from './words.tsx';

type Asked = 'give' | 'person' | 'merge' | 'sign-out' | 'why' | 'delete';

/** One member with all that the paper knows of them, and never what they read. */
export function MemberPage({ id }: { id: number }) {
  const { data: member, error, refetch } = useMember(id);
  const [asked, setAsked] = useState<Asked>();
  if (error && !member) return <Problem error={error} again={() => void refetch()} />;
  if (!member) return <Waiting lines={10} />;
  const close = () => setAsked(undefined);
  return (
    <>
      <Link href="/members" className="back-link">
        {t('allMembers')}
      </Link>
      <Head member={member} onAsk={setAsked} />
      <Held member={member} />
      <NotesForm key={`${id} ${member.reader.remark} ${member.reader.labels.join()}`} member={member} />
      <Histories member={member} />
      {asked === 'give' && <GiveDialog member={member} onClose={close} />}
      {asked === 'person' && <PersonDialog member={member} onClose={close} />}
      {asked === 'merge' && <MergeMember member={member} onClose={close} />}
      {asked === 'sign-out' && <SignOutDialog member={member} onClose={close} />}
      {asked === 'delete' && <DeleteReader member={member} onClose={close} />}
      {asked === 'why' && <WhyStopped reader={member.reader} onClose={close} />}
    </>
  );
}

function Head({ member, onAsk }: { member: MemberReply; onAsk(asked: Asked): void }) {
  const { reader, isStaff, sessions } = member;
  return (
    <header className="member-head">
      <div>
        <h1 className="page-title">{reader.name || reader.email}</h1>
        <p className="facts">
          {reader.name && <a href={`mailto:${reader.email}`}>{reader.email}</a>}
          <span className="figures">{reader.number}</span>
          <span>
            {t('joinedOn')} <Day at={reader.madeAt} />
          </span>
          <span>{sessions === 0 ? t('noSessions') : t('sessions', { count: sessions })}</span>
          {isStaff && <span>{t('isStaff')}</span>}
        </p>
      </div>
      <div className="acts">
        <Button tone="main" onPress={() => onAsk('give')}>
          {t('give')}
        </Button>
        <Menu
          tone="plain"
          label={t('moreActs')}
          entries={[
            { id: 'why', says: t('why'), hint: t('whyHint'), run: () => onAsk('why') },
            { id: 'person', says: t('correct'), isDisabled: isStaff, run: () => onAsk('person') },
            { id: 'merge', says: t('merge'), hint: t('mergeHint'), run: () => onAsk('merge') },
            'line',
            {
              id: 'sign-out',
              says: t('signOut'),
              isDisabled: isStaff || sessions === 0,
              run: () => onAsk('sign-out'),
            },
            {
              id: 'data',
              says: t('giveData'),
              hint: t('giveDataHint'),
              run: () =>
                void saveFile(`/members/${reader.account}/data`, `${reader.number}.json`).catch(sayProblem),
            },
            {
              id: 'delete',
              says: t('deleteReader'),
              danger: true,
              isDisabled: isStaff,
              run: () => onAsk('delete'),
            },
          ]}
        >
          {t('moreActs')} ▾
        </Menu>
      </div>
    </header>
  );
}
