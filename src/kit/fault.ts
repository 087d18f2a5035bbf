/** A room's list of faults: each code with the HTTP status it answers and the sentence a person reads. */
export type FaultList = Readonly<Record<string, { readonly status: number; readonly says: string }>>;

/**
 * Something that went wrong and is told by its code, never by matching on its sentence.
 *
 * status   HTTP status a door answers with
 * details  named facts for the log and, where they are harmless, for the person
 */
export class Fault extends Error {
  readonly code: string;
  readonly status: number;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    code: string,
    status: number,
    says: string,
    details: Readonly<Record<string, unknown>>,
    cause?: unknown,
  ) {
    super(says, cause === undefined ? undefined : { cause });
    this.name = 'Fault';
    this.code = code;
    this.status = status;
    this.details = details;
  }
}

/** Makes the fault `code` of a room's list. `{name}` in its sentence is filled from `details`. */
export function fault<List extends FaultList>(
  list: List,
  code: keyof List & string,
  details: Readonly<Record<string, unknown>> = {},
  cause?: unknown,
): Fault {
  const entry = list[code];
  if (!entry) throw new Error(`No fault is called ${code}.`);
  const says = entry.says.replace(/\{(\w+)\}/g, (whole, name: string) =>
    details[name] === undefined ? whole : String(details[name]),
  );
  return new Fault(code, entry.status, says, details, cause);
}

export function isFault(value: unknown, code?: string): value is Fault {
  return value instanceof Fault && (code === undefined || value.code === code);
}
