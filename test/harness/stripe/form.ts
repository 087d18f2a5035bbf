/** What a form of nested names says: `items[0][price]=x` is `{ items: [{ price: 'x' }] }`. */
export type FormValue = string | FormValue[] | { [name: string]: FormValue };
export type Form = { [name: string]: FormValue };

/** Reads what the library sends: an address's query, or a body. */
export function readForm(text: string): Form {
  const form: Form = {};
  for (const [name, value] of new URLSearchParams(text)) place(form, partsOf(name), value);
  return listed(form) as Form;
}

function partsOf(name: string): string[] {
  const [first = '', ...rest] = name.split('[');
  return [first, ...rest.map((part) => part.replace(/\]$/, ''))];
}

function place(into: Form, [part = '', ...rest]: string[], value: string): void {
  const name = part === '' ? String(Object.keys(into).length) : part;
  if (rest.length === 0) {
    into[name] = value;
    return;
  }
  const known = into[name];
  const next: Form = typeof known === 'object' && !Array.isArray(known) ? known : {};
  into[name] = next;
  place(next, rest, value);
}

/** Where all names are numbers, it is a list. */
function listed(value: FormValue): FormValue {
  if (typeof value !== 'object' || Array.isArray(value)) return value;
  const entries = Object.entries(value).map(([name, inner]) => [name, listed(inner)] as const);
  const isList = entries.length > 0 && entries.every(([name]) => /^\d+$/.test(name));
  return isList ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
}

export function textOf(form: Form, name: string): string | undefined {
  const value = form[name];
  return typeof value === 'string' ? value : undefined;
}

export function numberOf(form: Form, name: string): number | undefined {
  const value = textOf(form, name);
  return value === undefined || value === '' ? undefined : Number(value);
}

export function formOf(form: Form, name: string): Form | undefined {
  const value = form[name];
  return typeof value === 'object' && !Array.isArray(value) ? value : undefined;
}

export function formsOf(form: Form, name: string): Form[] {
  const value = form[name];
  return Array.isArray(value)
    ? value.filter((one): one is Form => typeof one === 'object' && !Array.isArray(one))
    : [];
}

export function textsOf(form: Form, name: string): string[] {
  const value = form[name];
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

export function metadataOf(form: Form): Record<string, string> {
  const given = Object.entries(formOf(form, 'metadata') ?? {});
  return Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
}
