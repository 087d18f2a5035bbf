/** Questions as a broken program, or somebody who means harm, would ask them: made from the form a route expects. */

/** A JSON schema, as far as it is read here. */
export type Schema = {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly maxLength?: number;
};

type Random = () => number;

const TEXTS = [
  '',
  'Ferry',
  'a\u0000b',
  '\ud800 half a letter',
  '\u202eevil\u2066',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  'javascript:alert(1)',
  'name\r\nset-cookie: stolen=1',
  '../../etc/passwd',
  "'; drop table story; --",
  '%',
  '__proto__',
  '2026-02-31',
  '9999999-01-01',
  '2026-06-01T12:00:00Z',
  'https://paper.example/news',
  '//elsewhere.example',
  'x'.repeat(5_000),
];
const NUMBERS = [
  ...[0, 1, 2, 3, -1, 0.5, 2_147_483_648, Number.MAX_SAFE_INTEGER, 1e300, -1e300],
  ...[Date.parse('2026-06-01T12:00:00Z'), 8.64e15, 8.64e15 + 1],
];
const ODD = [null, true, false, [], {}, [[]], { a: 1 }, ...NUMBERS, ...TEXTS];

/** A mulberry: the same seed, the same questions. */
export function randomOf(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function pick<One>(random: Random, all: readonly One[]): One {
  return all[Math.floor(random() * all.length)] as One;
}

/** A value that is mostly of the form that is asked for, with something odd in it here and there. */
export function valueLike(schema: Schema | undefined, random: Random): unknown {
  if (!schema || random() < 0.04) return pick(random, ODD);
  if (schema.anyOf) return valueLike(pick(random, schema.anyOf), random);
  if (schema.enum) return pick(random, schema.enum);
  if ('const' in schema) return schema.const;
  if (schema.properties) return objectOf(schema.properties, random);
  if (schema.type === 'array') {
    return Array.from({ length: Math.floor(random() * 3) }, () => valueLike(schema.items, random));
  }
  if (schema.type === 'integer' || schema.type === 'number') {
    return random() < 0.6 ? 1 + Math.floor(random() * 8) : pick(random, NUMBERS);
  }
  if (schema.type === 'boolean') return random() < 0.5;
  if (schema.type === 'string') return textOf(schema, random);
  return pick(random, ODD);
}

/** An address of this route with its parameters, and a question after it, filled in. */
export function addressOf(url: string, query: Schema | undefined, random: Random): string {
  const path = url.replace(/:\w+|\*/g, () =>
    encodeURIComponent(random() < 0.8 ? String(1 + Math.floor(random() * 8)) : wordOf(pick(random, ODD))),
  );
  const asked = Object.entries(query?.properties ?? {}).flatMap(([name, schema]) =>
    random() < 0.5 ? `${name}=${encodeURIComponent(wordOf(valueLike(schema, random)))}` : [],
  );
  return asked.length > 0 ? `${path}?${asked.join('&')}` : path;
}

function objectOf(properties: Readonly<Record<string, Schema>>, random: Random): Record<string, unknown> {
  const named = Object.entries(properties).filter(() => random() < 0.85);
  return Object.fromEntries(named.map(([name, schema]) => [name, valueLike(schema, random)]));
}

function textOf({ pattern = '', maxLength }: Schema, random: Random): string {
  const text = pattern.includes('d{4}') && random() < 0.7 ? '2026-06-01' : pick(random, TEXTS);
  return random() < 0.9 ? text.slice(0, maxLength) : text;
}

/** As it stands in an address; half a letter cannot. */
function wordOf(value: unknown): string {
  const word = typeof value === 'string' ? value : JSON.stringify(value);
  return word.toWellFormed().slice(0, 300);
}
