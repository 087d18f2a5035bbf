import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { LookReply, SettingView } from '../../shapes/settings.ts';
import { get } from '../api.ts';
import { Toggle } from '../parts/button.tsx';
import { GroupForm, type Typed } from './group-form.tsx';
import { t } from './messages.ts';

const STANDARD = '#8f1d21';
type Scheme = 'light' | 'dark';

/** Colours, typeface and logo, seen on a page of the paper. */
export function LookPage() {
  return (
    <GroupForm group="look" beside={(typed, settings) => <Preview typed={typed} settings={settings} />} />
  );
}

function Preview({ typed, settings }: { typed: Typed; settings: readonly SettingView[] }) {
  const [scheme, setScheme] = useState<Scheme>('light');
  const frame = useRef<HTMLIFrameElement>(null);
  const typedOr = (name: string) =>
    String(typed[name] ?? settings.find((one) => one.name === name)?.value ?? '');
  const accent = colourOf(typedOr('accent')) ?? STANDARD;
  const dark = colourOf(typedOr('accentDark')) ?? (colourOf(typedOr('accent')) ? accent : '#f2a08f');
  const { data } = useQuery({
    queryKey: ['look', accent, dark, scheme],
    queryFn: () =>
      get<LookReply>(`/settings/look?${new URLSearchParams({ accent, accentDark: dark, scheme })}`),
    placeholderData: (before) => before,
  });
  const css = data?.css ?? '';
  const put = () => putStyle(frame.current, css);
  useEffect(put, [css]);
  return (
    <section className="look-preview" aria-label={t('preview')}>
      <header>
        <h2>{t('preview')}</h2>
        {(['light', 'dark'] as const).map((one) => (
          <Toggle key={one} tone="quiet" isSelected={scheme === one} onChange={() => setScheme(one)}>
            {t(one === 'light' ? 'previewLight' : 'previewDark')}
          </Toggle>
        ))}
      </header>
      <iframe ref={frame} src="/" title={t('previewOf')} onLoad={put} />
      <p className="hint">{t('previewNote')}</p>
    </section>
  );
}

/** A style sheet that the page itself did not bring, put over it; the page's own policy allows no other way. */
function putStyle(frame: HTMLIFrameElement | null, css: string): void {
  const inside = frame?.contentWindow as
    | (Window & { CSSStyleSheet: typeof CSSStyleSheet })
    | null
    | undefined;
  const page = frame?.contentDocument;
  if (!inside || !page || css === '') return;
  const sheet = new inside.CSSStyleSheet();
  sheet.replaceSync(css);
  page.adoptedStyleSheets = [sheet];
}

function colourOf(text: string): string | undefined {
  return /^#[0-9a-f]{6}$/i.test(text) ? text : undefined;
}
