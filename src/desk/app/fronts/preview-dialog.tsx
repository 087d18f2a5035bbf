import { useEffect, useRef, useState } from 'react';
import { Dialog } from '../parts/dialog.tsx';
import { Select } from '../parts/field.tsx';
import { t } from './messages.ts';

const widths = { phone: 390, tablet: 820, desktop: 1280 } as const;
type Width = keyof typeof widths;

/** The paper's own page, framed at the width of a reader's window, and made smaller where ours is narrower. */
export function PreviewDialog({ title, src, onClose }: { title: string; src: string; onClose: () => void }) {
  const [width, setWidth] = useState<Width>(innerWidth < 700 ? 'phone' : 'desktop');
  const box = useRef<HTMLDivElement>(null);
  const room = useRoom(box);
  const scale = Math.min(1, room / widths[width]);
  const options = (Object.keys(widths) as Width[]).map((value) => ({ value, says: t(value) }));
  return (
    <Dialog title={title} size="wide" isOpen onClose={onClose}>
      <div className="front-preview-head">
        <Select<Width> label={t('width')} isLabelHidden options={options} value={width} onChange={setWidth} />
        <a href={src} target="_blank" rel="noreferrer">
          {t('newTab')}
        </a>
      </div>
      <div className="front-preview" ref={box}>
        <iframe
          title={title}
          src={src}
          style={{
            width: widths[width],
            height: `calc(68vh / ${scale})`,
            transform: `scale(${scale})`,
            marginInline: scale < 1 ? 0 : 'auto',
          }}
        />
      </div>
    </Dialog>
  );
}

/** How wide the place is, in pixels. */
function useRoom(box: React.RefObject<HTMLDivElement | null>): number {
  const [room, setRoom] = useState<number>(widths.desktop);
  useEffect(() => {
    const place = box.current;
    if (!place) return;
    const watch = new ResizeObserver(() => setRoom(place.clientWidth));
    watch.observe(place);
    return () => watch.disconnect();
  }, [box]);
  return room;
}
