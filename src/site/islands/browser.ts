/**
 * The little of a browser that islands use. The compiler's own DOM types would change those of the whole program, the
 * server's too, and islands need only this.
 */
export type PageElement = {
  textContent: string;
  hidden: boolean;
  disabled: boolean;
  className: string;
  readonly value: string;
  readonly dataset: Readonly<Record<string, string | undefined>>;
  setAttribute(name: string, value: string): void;
  addEventListener(event: string, heard: () => void): void;
  querySelectorAll(selector: string): Iterable<PageElement>;
  closest(selector: string): PageElement | null;
  replaceChildren(...children: PageElement[]): void;
  focus(): void;
};

export type PageDocument = {
  createElement(name: string): PageElement;
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement>;
};
