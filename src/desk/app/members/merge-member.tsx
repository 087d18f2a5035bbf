import { useQueryClient } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import type { MemberLine, MemberReply } from '../../shapes/members.ts';
import { ask } from '../api.ts';
import { say } from '../parts/toast.tsx';
import { MergeChoice } from '../settings/merge-choice.tsx';
import { MergeDialog } from '../settings/merge-dialog.tsx';
import { useMembers } from './data.ts';
import { t } from './messages.ts';

type Choice = { id: number; name: string; line: MemberLine | null };

/** Takes another account of the same person into this one. */
export function MergeMember({ member, onClose }: { member: MemberReply; onClose(): void }) {
  const { account, name, email } = member.reader;
  const [words, setWords] = useState(name);
  const found = useMembers({ q: useDeferredValue(words), limit: '9' });
  const known = useQueryClient();
  const rows: Choice[] = (found.data?.pages[0]?.found ?? []).map((line) => ({
    id: line.id,
    name: line.name || line.email,
    line,
  }));
  const here: Choice = { id: account, name: name || email, line: null };
  return (
    <MergeDialog<Choice>
      from={here}
      choose={(chosen, onChoose) => (
        <MergeChoice<Choice>
          label={t('mergeSearch')}
          from={here}
          rows={rows}
          wordOf={({ line }) =>
            line === null ? '' : [line.email, ...line.held.map(({ tier }) => tier), line.number].join(' · ')
          }
          words={words}
          onWords={setWords}
          chosen={chosen}
          onChoose={onChoose}
        />
      )}
      says={({ line }) => t('mergeSays', { gone: line?.email ?? '', keep: email })}
      onMerge={async ({ id }) => {
        await ask('POST', `/members/${account}/merge`, { gone: id });
        await known.invalidateQueries({ queryKey: ['members'] });
        say(t('merged'));
      }}
      onClose={onClose}
    />
  );
}
