import { useAllCommands, wordKeys } from '../commands.ts';
import { Dialog } from '../parts/dialog.tsx';
import { t } from './messages.ts';

/** Every key that does something on this screen. */
export function Help({ isOpen, onClose }: { isOpen: boolean; onClose(): void }) {
  const commands = useAllCommands().filter(({ keys }) => keys);
  const groups = [...Map.groupBy(commands, ({ group }) => group)];
  return (
    <Dialog title={t('helpTitle')} size="medium" isOpen={isOpen} onClose={onClose}>
      {groups.map(([group, inIt]) => (
        <section key={group} className="key-group">
          <h3>{group}</h3>
          <dl>
            {inIt.map(({ id, name, keys }) => (
              <div key={id}>
                <dt>
                  <kbd>{wordKeys(keys ?? '')}</kbd>
                </dt>
                <dd>{name}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Dialog>
  );
}
