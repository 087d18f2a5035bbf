/** What elements with fields beside their text have in common: a frame, a place for the text, quiet fields. */
import type { Editor } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import type { NodeView } from '@tiptap/pm/view';
import type { StoryText } from '../messages.ts';

/** What elements ask of the screen around them. */
export type Surroundings = {
  /** Whether fields may be changed now: not while one only reads or suggests. */
  readonly maySet: () => boolean;
  readonly pictureAddress: (media: number) => Promise<string | null>;
  readonly headlineOf: (story: number) => Promise<string | null>;
  /** Opens the chooser that an element has, to choose again. */
  readonly choose: (what: 'picture' | 'alsoRead', pos: number) => void;
  readonly t: StoryText;
};

export type ViewTools = Surroundings & {
  readonly editor: Editor;
  readonly node: Node;
  readonly getPos: () => number | undefined;
};

/** One field of an element: shown under or over its text, typed in without a dialogue. */
type FieldSpec = { readonly attr: string; readonly label: string; readonly placeholder?: string };

/**
 * draw     fills the frame once and gives what must be told of a new state of the node
 * content  where the text goes, for elements that have any
 */
export class ElementView implements NodeView {
  readonly dom: HTMLElement;
  readonly contentDOM: HTMLElement | null;
  #node: Node;
  readonly #refresh: ((node: Node) => void)[] = [];
  readonly #tools: ViewTools;

  constructor(tools: ViewTools, tag: string, content: HTMLElement | null) {
    this.#tools = tools;
    this.#node = tools.node;
    this.dom = document.createElement(tag);
    this.dom.dataset.block = tools.node.type.name;
    this.contentDOM = content;
    this.#mark(tools.node);
  }

  get node(): Node {
    return this.#node;
  }

  /** Called now and for each later state of the node. */
  onNode(refresh: (node: Node) => void): this {
    this.#refresh.push(refresh);
    refresh(this.#node);
    return this;
  }

  set(attr: string, value: unknown): void {
    const { editor, getPos, maySet } = this.#tools;
    const pos = getPos();
    if (pos === undefined || !maySet() || this.#node.attrs[attr] === value) return;
    editor.view.dispatch(editor.state.tr.setNodeAttribute(pos, attr, value));
  }

  /** A strip of fields that is no text of the story. */
  fields(...specs: FieldSpec[]): HTMLElement {
    const strip = this.strip('element-fields');
    for (const spec of specs) strip.append(this.#field(spec));
    return strip;
  }

  strip(className: string): HTMLElement {
    const strip = document.createElement('div');
    strip.className = className;
    strip.contentEditable = 'false';
    return strip;
  }

  #field({ attr, label, placeholder = label }: FieldSpec): HTMLElement {
    const input = document.createElement('input');
    input.type = 'text';
    input.placeholder = placeholder;
    input.ariaLabel = label;
    input.autocomplete = 'off';
    const orNull = this.#node.type.spec.attrs?.[attr]?.default === null;
    input.addEventListener('focus', () => {
      input.readOnly = !this.#tools.maySet();
    });
    input.addEventListener('input', () => this.set(attr, orNull && input.value === '' ? null : input.value));
    input.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' || event.key === 'Escape') this.#backToText(event);
    });
    this.onNode((node) => {
      const value = String(node.attrs[attr] ?? '');
      if (input.value !== value) input.value = value;
      input.size = Math.max((value || placeholder).length, 8);
    });
    return input;
  }

  #backToText(event: Event): void {
    event.preventDefault();
    const pos = this.#tools.getPos();
    const { editor } = this.#tools;
    if (pos !== undefined)
      editor
        .chain()
        .focus(pos + (this.#node.isAtom ? 0 : 1))
        .run();
  }

  button(label: string, press: () => void): HTMLButtonElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = label;
    button.addEventListener('click', press);
    return button;
  }

  choice(attr: string, label: string, options: Readonly<Record<string, string>>): HTMLSelectElement {
    const select = document.createElement('select');
    select.ariaLabel = label;
    for (const [value, text] of Object.entries(options)) select.add(new Option(text, value));
    select.addEventListener('change', () => this.set(attr, select.value));
    this.onNode((node) => {
      select.value = String(node.attrs[attr]);
    });
    return select;
  }

  update(node: Node): boolean {
    if (node.type !== this.#node.type) return false;
    this.#node = node;
    this.#mark(node);
    for (const refresh of this.#refresh) refresh(node);
    return true;
  }

  #mark(node: Node): void {
    const { id, suggested } = node.attrs as { id: string; suggested: string | null };
    this.dom.dataset.id = id;
    if (suggested) this.dom.dataset.suggested = suggested;
    else delete this.dom.dataset.suggested;
  }

  selectNode(): void {
    this.dom.classList.add('selected');
  }

  deselectNode(): void {
    this.dom.classList.remove('selected');
  }

  /** What happens in a field is no business of the text. */
  stopEvent(event: Event): boolean {
    const { target } = event;
    return target instanceof HTMLElement && target.closest('input, select, button, summary') !== null;
  }

  ignoreMutation(mutation: { type: string; target: globalThis.Node }): boolean {
    return mutation.type !== 'selection' && !(this.contentDOM?.contains(mutation.target) ?? false);
  }
}
