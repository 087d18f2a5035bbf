import './publishing.css';
import { useState } from 'react';
import { Radio, RadioGroup } from 'react-aria-components';
import { Link, useParams, useSearchParams } from 'wouter';
import { type PublishingText, t } from './messages.ts';

const widths = [
  ['phone', 390],
  ['tablet', 820],
  ['desktop', 1280],
] as const satisfies readonly (readonly [PublishingText, number])[];

const audiences = [
  ['opening', 'asOpening'],
  ['member', 'asMember'],
  ['whole', 'asWhole'],
] as const satisfies readonly (readonly [string, PublishingText])[];

/** /desk/stories/:id/preview: the paper's own page of what is not published, for each audience and width. */
export function Screen() {
  const { id } = useParams<{ id: string }>();
  const [search] = useSearchParams();
  const revision = search.get('revision');
  const [width, setWidth] = useState(window.innerWidth < 640 ? '390' : '1280');
  const [audience, setAudience] = useState('whole');
  const query = `as=${audience}${revision ? `&revision=${encodeURIComponent(revision)}` : ''}`;
  const address = `/preview/story/${id}?${query}`;
  return (
    <div className="preview-screen">
      <div className="preview-bar">
        <h1>
          {revision ? `${t('previewTitle')}, ${t('revision', { number: revision })}` : t('previewTitle')}
        </h1>
        <Choice
          label={t('audience')}
          value={audience}
          onChange={setAudience}
          options={audiences.map(([value, name]) => [value, t(name)])}
        />
        <Choice
          label={t('width')}
          value={width}
          onChange={setWidth}
          options={widths.map(([name, value]) => [String(value), t(name)])}
        />
        <div className="end">
          <a className="button quiet" href={address} target="_blank" rel="noopener">
            {t('openAlone')}
          </a>
          <Link className="button" href={`/stories/${id}`}>
            {t('backToStory')}
          </Link>
        </div>
      </div>
      <div className="preview-sheet">
        <iframe
          key={address}
          title={t('previewTitle')}
          src={address}
          sandbox="allow-same-origin"
          style={{ width: `${width}px` }}
        />
      </div>
    </div>
  );
}

function Choice({
  label,
  value,
  onChange,
  options,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  options: readonly (readonly [string, string])[];
}) {
  return (
    <RadioGroup
      className="radios"
      aria-label={label}
      value={value}
      onChange={onChange}
      orientation="horizontal"
    >
      {options.map(([key, says]) => (
        <Radio key={key} value={key} className="radio">
          {says}
        </Radio>
      ))}
    </RadioGroup>
  );
}
