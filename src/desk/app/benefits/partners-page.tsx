import { useState } from 'react';
import type { PartnerRow } from '../../shapes/benefits.ts';
import { Button } from '../parts/button.tsx';
import { Empty, Problem, Waiting } from '../parts/states.tsx';
import { usePartners } from './data.ts';
import { t } from './messages.ts';
import { PartnerDialog } from './partner-dialog.tsx';
import { PartnersFile } from './partners-file.tsx';
import { PlaceDialog } from './place-dialog.tsx';
import { PlaceLine } from './place-line.tsx';

/** Partners, their places, and the devices that redeem there. */
export function PartnersPage({ chosen }: { chosen: number }) {
  const found = usePartners();
  const [edited, setEdited] = useState<PartnerRow | 'new' | null>(null);
  const [isImporting, setImporting] = useState(false);
  const partners = found.data?.partners ?? [];
  return (
    <div className="benefits-body">
      <div className="row-of-acts">
        <Button onPress={() => setEdited('new')}>{t('addPartner')}</Button>
        <Button onPress={() => setImporting(true)}>{t('importFile')}</Button>
        {partners.length > 0 && (
          <a className="button plain" href="/desk/api/partners/export" download>
            {t('exportFile')}
          </a>
        )}
      </div>
      {found.error && <Problem error={found.error} again={() => void found.refetch()} />}
      {found.isPending && <Waiting />}
      {found.data && partners.length === 0 && <Empty title={t('noPartners')}>{t('noPartnersHint')}</Empty>}
      {partners.map((partner) => (
        <PartnerPart
          key={partner.id}
          partner={partner}
          isChosen={partner.id === chosen}
          onEdit={() => setEdited(partner)}
        />
      ))}
      {edited && <PartnerDialog partner={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
      {isImporting && <PartnersFile onClose={() => setImporting(false)} />}
    </div>
  );
}

function PartnerPart({
  partner,
  isChosen,
  onEdit,
}: {
  partner: PartnerRow;
  isChosen: boolean;
  onEdit(): void;
}) {
  const [isAdding, setAdding] = useState(false);
  const { name, about, email, benefits, places, state } = partner;
  return (
    <section className={`partner-part ${isChosen ? 'is-chosen' : ''}`} aria-label={name}>
      <header>
        <div>
          <h2>{name}</h2>
          <p className="soft">
            {[state === 'ended' && t('partnerEnded'), t('offers', { count: benefits }), email, about]
              .filter(Boolean)
              .join(' · ')}
          </p>
        </div>
        <div className="acts">
          <Button tone="quiet" onPress={onEdit}>
            {t('edit')}
          </Button>
          <Button tone="quiet" onPress={() => setAdding(true)}>
            {t('addPlace')}
          </Button>
        </div>
      </header>
      {places.length > 0 && (
        <ul className="place-list">
          {places.map((place) => (
            <PlaceLine key={place.id} place={place} />
          ))}
        </ul>
      )}
      {isAdding && <PlaceDialog partner={partner.id} place={null} onClose={() => setAdding(false)} />}
    </section>
  );
}
