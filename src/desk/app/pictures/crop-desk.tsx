import { useState } from 'react';
import { type Crop, type Crops, shownPart } from '#media/crops.js';
import { type Shape, shapes } from '#media/shapes.js';
import type { PictureChange } from '../../pictures-change.ts';
import type { PictureReply } from '../../shapes/pictures.ts';
import { Button } from '../parts/button.tsx';
import { CropFrame } from './crop-frame.tsx';
import { FocalPoint } from './focal-point.tsx';
import { t } from './messages.ts';

/** Shapes in the order of how much they are seen. */
const SHOWN = ['3x2', '16x9', '1x1', '4x5', 'og', '4x3'] as const satisfies readonly Shape[];

/** Focal point and crops, with every place beside them as it will show the picture. */
export function CropDesk({
  picture,
  onChange,
}: {
  picture: PictureReply;
  onChange(change: PictureChange): void;
}) {
  const [shape, setShape] = useState<Shape | null>(null);
  const [focus, setFocus] = useState({ focalX: picture.focalX, focalY: picture.focalY });
  const [crops, setCrops] = useState<Crops>(picture.crops);
  const { width, height, large, mayEdit } = picture;
  if (!width || !height || !large) return null;
  const measure = { widthPx: width, heightPx: height };
  const facts = { ...measure, ...focus, crops };
  const keepCrop = (crop: Crop | null) => {
    if (!shape) return;
    const { [shape]: _, ...others } = crops;
    setCrops(crop ? { ...others, [shape]: crop } : others);
    onChange({ crops: { [shape]: crop } });
  };
  return (
    <div className="crop-desk">
      <div className="crop-work">
        <div
          className="crop-picture"
          style={{ aspectRatio: `${width} / ${height}`, '--ratio': width / height } as object}
        >
          <img src={large} alt={picture.alt} draggable={false} />
          {mayEdit && !shape && (
            <FocalPoint
              focus={focus}
              onMove={setFocus}
              onSettle={(settled) => onChange({ focalX: settled.focalX, focalY: settled.focalY })}
            />
          )}
          {mayEdit && shape && (
            <CropFrame
              key={shape}
              measure={measure}
              shape={shape}
              crop={shownPart(facts, shape)}
              onMove={(crop) => setCrops({ ...crops, [shape]: crop })}
              onSettle={keepCrop}
            />
          )}
        </div>
        {mayEdit && <p className="crop-says">{shape ? t('cropHint') : t('focusHint')}</p>}
        {mayEdit && shape && crops[shape] && <Button onPress={() => keepCrop(null)}>{t('cropBack')}</Button>}
      </div>
      <ul className="crop-places" aria-label={t('places')}>
        <li>
          <button type="button" aria-pressed={shape === null} onClick={() => setShape(null)}>
            <span className="place-name">{t('focus')}</span>
            <span className="place-small figures">
              {t('focusAt', { x: Math.round(focus.focalX * 100), y: Math.round(focus.focalY * 100) })}
            </span>
          </button>
        </li>
        {SHOWN.map((one) => (
          <li key={one}>
            <button type="button" aria-pressed={shape === one} onClick={() => setShape(one)}>
              <Part src={large} crop={shownPart(facts, one)} ratio={shapes[one]} />
              <span className="place-name">{t(`place${one}`)}</span>
              <span className="place-small">{crops[one] ? t('cropDrawn') : t('cropAuto')}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The part of the picture as a place shows it. */
function Part({ src, crop, ratio }: { src: string; crop: Crop; ratio: number }) {
  return (
    <span className="crop-part" style={{ aspectRatio: `${ratio}` }}>
      <img
        src={src}
        alt=""
        draggable={false}
        style={{
          width: `${100 / crop.w}%`,
          height: `${100 / crop.h}%`,
          left: `${(-crop.x / crop.w) * 100}%`,
          top: `${(-crop.y / crop.h) * 100}%`,
        }}
      />
    </span>
  );
}
