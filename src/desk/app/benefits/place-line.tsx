import { useState } from 'react';
import type { Device } from '#members/partner.js';
import type { PlaceRow } from '../../shapes/benefits.ts';
import { ask } from '../api.ts';
import { useMe } from '../me.ts';
import { Button } from '../parts/button.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { Menu } from '../parts/menu.tsx';
import { wordTime } from '../parts/times.tsx';
import { sayProblem } from '../parts/toast.tsx';
import { useChange } from '../settings/data.ts';
import { partnersKey } from './data.ts';
import { t } from './messages.ts';
import { PlaceDialog } from './place-dialog.tsx';
import { SheetDialog } from './sheet-dialog.tsx';

/** A place with what lets devices in, and the devices that are in. */
export function PlaceLine({ place }: { place: PlaceRow }) {
  const { zone } = useMe().paper;
  const [open, setOpen] = useState<'sheet' | 'edit' | null>(null);
  const act = useChange(
    ([method, path]: readonly ['POST' | 'DELETE', string]) => ask(method, path),
    [partnersKey],
  );
  const run = (method: 'POST' | 'DELETE', path: string) =>
    act.mutate([method, path], { onError: sayProblem });
  const now = Date.now();
  const { id, name, address, state, devices, letInUntil } = place;
  const say = (at: number) => wordTime(at, zone);
  // One device that guesses is locked by itself; the place only when it goes on elsewhere.
  const lockedUntil = Math.max(place.lockedUntil ?? 0, ...devices.map((device) => device.lockedUntil ?? 0));
  return (
    <li className="place-line">
      <div className="place-head">
        <h3>
          {name}
          {state === 'closed' && <span className="soft"> · {t('closed')}</span>}
          {address && <span className="soft second">{address}</span>}
        </h3>
        <div className="acts">
          {state === 'running' && <Button onPress={() => setOpen('sheet')}>{t('sheet')}</Button>}
          <Menu
            label={`${t('edit')}: ${name}`}
            entries={[{ id: 'edit', says: t('edit'), run: () => setOpen('edit') }]}
          >
            ⋯
          </Menu>
        </div>
      </div>
      {lockedUntil > now && (
        <p className="bad">
          {t('locked', { when: say(lockedUntil) })}{' '}
          <Button tone="quiet" onPress={() => run('POST', `/places/${id}/unlock`)}>
            {t('unlock')}
          </Button>
        </p>
      )}
      {letInUntil !== null && letInUntil > now && (
        <p className="soft">
          {t('letsIn', { when: say(letInUntil) })}{' '}
          <Button tone="quiet" onPress={() => run('DELETE', `/places/${id}/let-in`)}>
            {t('endLetIn')}
          </Button>
        </p>
      )}
      <Devices place={place} devices={devices} />
      {open === 'sheet' && <SheetDialog place={place} onClose={() => setOpen(null)} />}
      {open === 'edit' && <PlaceDialog partner={place.partner} place={place} onClose={() => setOpen(null)} />}
    </li>
  );
}

function Devices({ place, devices }: { place: PlaceRow; devices: readonly Device[] }) {
  const { zone } = useMe().paper;
  const [shut, setShut] = useState<Device | null>(null);
  const send = useChange((id: number) => ask('POST', `/devices/${id}/shut-out`), [partnersKey]);
  if (devices.length === 0) return <p className="soft">{t('noDevices')}</p>;
  return (
    <ul className="device-list" aria-label={t('devices')}>
      {devices.map((device) => (
        <li key={device.id} className={device.shutOutAt === null ? '' : 'is-out'}>
          <span>{device.name}</span>
          <span className="soft figures">
            {device.shutOutAt === null
              ? t('letInSince', { when: wordTime(device.letInAt, zone) })
              : t('isOut', { when: wordTime(device.shutOutAt, zone) })}
          </span>
          {device.shutOutAt === null && (
            <Button tone="quiet" onPress={() => setShut(device)}>
              {t('shutOut')}
            </Button>
          )}
        </li>
      ))}
      {shut && (
        <ConfirmDialog
          title={t('shutOut')}
          says={t('shutOutSays', { name: shut.name, place: place.name })}
          verb={t('shutOut')}
          onClose={() => setShut(null)}
          onConfirm={() => send.mutateAsync(shut.id)}
        />
      )}
    </ul>
  );
}
