/** How elements with fields, pictures or something to fetch are drawn in the editor. */
import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import type { NodeView } from '@tiptap/pm/view';
import { ElementView, type Surroundings, type ViewTools } from './element-view.ts';

type Drawing = (tools: ViewTools) => NodeView;

/** Hands the screen's surroundings to every element that wants a view of its own. */
export const ElementViews = Extension.create<{ surroundings: Surroundings | null }>({
  name: 'elementViews',
  addOptions: () => ({ surroundings: null }),
  addProseMirrorPlugins() {
    const { editor } = this;
    const { surroundings } = this.options;
    if (!surroundings) return [];
    const views = Object.entries(DRAWINGS).map(([name, draw]) => [
      name,
      (node: Node, _view: unknown, getPos: () => number | undefined) =>
        draw({ ...surroundings, editor, node, getPos }),
    ]);
    return [
      new Plugin({ key: new PluginKey('elementViews'), props: { nodeViews: Object.fromEntries(views) } }),
    ];
  },
});

const DRAWINGS: Readonly<Record<string, Drawing>> = {
  quotation: (tools) => {
    const text = element('div', 'element-text');
    const view = new ElementView(tools, 'blockquote', text);
    const { t } = tools;
    view.dom.append(
      text,
      view.fields({ attr: 'speaker', label: t('speaker') }, { attr: 'role', label: t('speakerRole') }),
    );
    return view;
  },
  pullQuote: (tools) => {
    const text = element('p', 'element-text');
    const view = new ElementView(tools, 'aside', text);
    view.dom.append(text, view.fields({ attr: 'attribution', label: tools.t('attribution') }));
    return view;
  },
  picture: drawPicture,
  alsoRead: drawAlsoRead,
  table: (tools) => {
    const rows = element('tbody');
    const table = element('table');
    table.append(rows);
    const view = new ElementView(tools, 'div', rows);
    view.dom.append(view.fields({ attr: 'caption', label: tools.t('tableCaption') }), table);
    return view;
  },
  factBox: (tools) => {
    const text = element('div', 'element-text');
    const view = new ElementView(tools, 'section', text);
    view.dom.append(view.fields({ attr: 'title', label: tools.t('boxTitle') }), text);
    return view;
  },
  preformatted: (tools) => {
    const text = element('code');
    const view = new ElementView(tools, 'div', text);
    const frame = element('pre');
    frame.append(text);
    const { t } = tools;
    const strip = view.strip('element-fields');
    strip.append(
      view.choice('kind', t('kindOfText'), { plain: t('plainText'), verse: t('verse'), code: t('codeText') }),
    );
    view.dom.append(strip, frame);
    return view;
  },
  embed: (tools) => {
    const view = new ElementView(tools, 'div', null);
    const what = view.strip('element-what');
    view.onNode(({ attrs }) => {
      what.textContent = `${attrs.provider || hostOf(String(attrs.url))} · ${attrs.url}`;
    });
    view.dom.append(what, view.fields({ attr: 'title', label: tools.t('embedTitle') }));
    return view;
  },
  file: (tools) => {
    const view = new ElementView(tools, 'div', null);
    const what = view.strip('element-what');
    view.onNode(({ attrs }) => {
      what.textContent = [tools.t('file'), attrs.mime, sizeOf(attrs.sizeBytes as number | null)]
        .filter(Boolean)
        .join(' · ');
    });
    view.dom.append(what, view.fields({ attr: 'name', label: tools.t('fileName') }));
    return view;
  },
  premiumCut: (tools) => {
    const view = new ElementView(tools, 'div', null);
    const what = view.strip('element-what');
    what.textContent = tools.t('premiumCutSays');
    view.dom.append(what);
    return view;
  },
  foreign: (tools) => {
    const view = new ElementView(tools, 'div', null);
    const details = element('details');
    const summary = element('summary');
    const original = element('pre');
    details.contentEditable = 'false';
    view.onNode(({ attrs }) => {
      summary.textContent = tools.t('foreignSays', { name: String(attrs.name) });
      original.textContent = String(attrs.original).slice(0, 4_000);
    });
    details.append(summary, original);
    view.dom.append(details);
    return view;
  },
};

function drawPicture(tools: ViewTools): NodeView {
  const { t } = tools;
  const caption = element('figcaption');
  caption.dataset.placeholder = t('caption');
  const view = new ElementView(tools, 'figure', caption);
  const frame = view.strip('element-picture');
  const image = document.createElement('img');
  image.draggable = false;
  const missing = element('p', 'element-missing');
  missing.textContent = t('pictureMissing');
  frame.append(image, missing);
  const showAt = (address: string | null) => {
    if (address && image.getAttribute('src') !== address) image.src = address;
    image.hidden = !address;
    missing.hidden = address !== null;
  };
  let asked: number | null = null;
  view.onNode(({ attrs }) => {
    const { media, src, alt, size } = attrs as {
      media: number | null;
      src: string | null;
      alt: string;
      size: string;
    };
    image.alt = alt;
    view.dom.dataset.size = size;
    if (media === null) showAt(src);
    else if (asked !== media) void tools.pictureAddress(media).then(showAt);
    asked = media;
  });
  const strip = view.fields(
    { attr: 'alt', label: t('alt'), placeholder: t('altAsk') },
    { attr: 'credit', label: t('credit') },
  );
  strip.append(
    view.choice('size', t('size'), { column: t('sizeColumn'), wide: t('sizeWide'), full: t('sizeFull') }),
    view.button(t('chooseOther'), () => chooseAgain(tools, 'picture')),
  );
  view.onNode(({ attrs }) => strip.classList.toggle('lacks', attrs.alt === ''));
  view.dom.append(frame, caption, strip);
  return view;
}

function drawAlsoRead(tools: ViewTools): NodeView {
  const view = new ElementView(tools, 'div', null);
  const what = view.strip('element-also-read');
  const label = element('strong');
  label.textContent = tools.t('alsoRead');
  const headlines = element('span');
  what.append(
    label,
    headlines,
    view.button(tools.t('chooseStories'), () => chooseAgain(tools, 'alsoRead')),
  );
  let shown = '';
  view.onNode(({ attrs }) => {
    const stories = attrs.stories as number[];
    if (shown === stories.join()) return;
    shown = stories.join();
    const now = shown;
    headlines.textContent = stories.length === 0 ? tools.t('noStoryYet') : '…';
    void Promise.all(stories.map((id) => tools.headlineOf(id))).then((found) => {
      if (now !== shown || stories.length === 0) return;
      headlines.textContent = found.map((one) => one ?? tools.t('storyGone')).join(' · ');
    });
  });
  view.dom.append(what);
  return view;
}

function chooseAgain({ getPos, choose, maySet }: ViewTools, what: 'picture' | 'alsoRead'): void {
  const pos = getPos();
  if (pos !== undefined && maySet()) choose(what, pos);
}

function element(tag: string, className = ''): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  return made;
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}

function sizeOf(bytes: number | null): string {
  if (bytes === null) return '';
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
