import { no, type Result, yes } from '#kit/result.js';

/** An option of a command. `value` says what it takes; without it the option is a yes. */
export type Option = { readonly value?: string; readonly says: string; readonly many?: boolean };

export type CommandForm = {
  readonly name: string;
  readonly says: string;
  /** Names of what stands behind the command, as 'FILE…'; '' for none. */
  readonly operands: string;
  readonly options: Readonly<Record<string, Option>>;
};

/** What was given to a command. `cwd` is the folder it was called in: a command may run in another process. */
export type Given = {
  readonly cwd: string;
  readonly operands: readonly string[];
  readonly flags: readonly string[];
  readonly values: Readonly<Record<string, readonly string[]>>;
};

/** Options that every command takes. */
export const commonOptions: Readonly<Record<string, Option>> = {
  data: { value: 'DIR', says: 'the data folder; ./data when left out' },
  json: { says: 'answer with one JSON value' },
  help: { says: 'show this' },
};

/** Reads what was given to a command, or says what is wrong with it. */
export function readArguments(
  form: CommandForm,
  given: readonly string[],
  cwd: string,
): Result<Given, string> {
  const options: Readonly<Record<string, Option>> = { ...form.options, ...commonOptions };
  const operands: string[] = [];
  const flags = new Set<string>();
  const values = new Map<string, string[]>();
  const rest = [...given];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--') {
      operands.push(...rest.splice(0));
      break;
    }
    if (!word.startsWith('-') || word === '-') {
      operands.push(word);
      continue;
    }
    const [name = '', inline] = splitOption(word);
    const option = options[name];
    if (!option) return no(`There is no option --${name} for ${form.name}.`);
    if (option.value === undefined) {
      if (inline !== undefined) return no(`--${name} takes no value.`);
      flags.add(name);
      continue;
    }
    const value = inline ?? rest.shift();
    if (value === undefined) return no(`--${name} needs ${option.value}.`);
    if (values.has(name) && !option.many) return no(`--${name} may be given once.`);
    values.set(name, [...(values.get(name) ?? []), value]);
  }
  return yes({ cwd, operands, flags: [...flags], values: Object.fromEntries(values) });
}

export function givenValue(given: Given, name: string): string | undefined {
  return given.values[name]?.at(-1);
}

/** Every value of an option that may be given more than once. */
export function givenValues(given: Given, name: string): readonly string[] {
  return given.values[name] ?? [];
}

export function hasFlag(given: Given, name: string): boolean {
  return given.flags.includes(name);
}

/** How a command is called, for --help and after a wrong call. */
export function usageOf(form: CommandForm): string {
  const options = Object.entries({ ...form.options, ...commonOptions }).map(([name, option]) => {
    const call = option.value === undefined ? `--${name}` : `--${name} ${option.value}`;
    return `  ${call.padEnd(26)} ${option.says}`;
  });
  return [
    `standfirst ${form.name}${form.operands ? ` ${form.operands}` : ''}`,
    `  ${form.says}`,
    '',
    ...options,
  ].join('\n');
}

function splitOption(word: string): [string, string | undefined] {
  const bare = word.replace(/^--?/, '');
  const equals = bare.indexOf('=');
  return equals < 0 ? [bare, undefined] : [bare.slice(0, equals), bare.slice(equals + 1)];
}
