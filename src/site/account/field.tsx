import type { ComponentChildren } from 'preact';

export type FieldProps = {
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  /** What is wrong with what was typed. */
  readonly problem?: string | undefined;
  readonly value?: string;
  readonly type?: 'text' | 'email';
  readonly required?: boolean | undefined;
  readonly autocomplete?: 'email' | 'name' | 'one-time-code' | 'postal-code' | 'off' | undefined;
  readonly inputmode?: 'numeric' | 'email' | undefined;
  readonly maxLength?: number | undefined;
  readonly class?: string | undefined;
};

/** One field of a form with its label above, what helps below, and what was wrong with it. */
export function Field({ name, label, hint, problem, value = '', type = 'text', ...rest }: FieldProps) {
  const about = [problem ? `${name}-problem` : '', hint ? `${name}-hint` : ''].filter(Boolean).join(' ');
  const common = {
    ...rest,
    id: `field-${name}`,
    name,
    value,
    'aria-invalid': problem ? 'true' : undefined,
    'aria-describedby': about || undefined,
  } as const;
  return (
    <div>
      <label for={`field-${name}`}>{label}</label>
      {problem ? (
        <p class="account-problem account-problem-above" id={`${name}-problem`}>
          {problem}
        </p>
      ) : null}
      {type === 'email' ? <input type="email" {...common} /> : <input type="text" {...common} />}
      {hint ? (
        <p class="account-hint account-hint-below" id={`${name}-hint`}>
          {hint}
        </p>
      ) : null}
    </div>
  );
}

/** The field for an address, with what browsers and phones need to know of it. */
export function AddressField(
  props: Pick<FieldProps, 'name' | 'label' | 'hint' | 'problem' | 'value' | 'required'>,
) {
  return <Field {...props} type="email" autocomplete="email" inputmode="email" maxLength={254} />;
}

/** The field for a code from a letter, with its button. */
export function CodeEntry({
  action,
  label,
  hint,
  problem,
  says,
}: {
  action: string;
  label: string;
  hint: string;
  problem?: string | undefined;
  says: string;
}) {
  return (
    <form class="account-form" method="post" action={action}>
      <Field
        {...{ name: 'code', label, hint, problem }}
        required
        autocomplete="one-time-code"
        inputmode="numeric"
        maxLength={40}
        class="account-code"
      />
      <div>
        <button class="account-button" type="submit">
          {says}
        </button>
      </div>
    </form>
  );
}

/** A box to tick, with words that are read as a whole. */
export function Tick({
  name,
  checked,
  children,
}: {
  name: string;
  checked: boolean;
  children: ComponentChildren;
}) {
  return (
    <label class="account-tick">
      <input type="checkbox" name={name} value="yes" checked={checked} />
      <span>{children}</span>
    </label>
  );
}

/** Fields that go along unseen. */
export function Hidden({ fields }: { fields: Readonly<Record<string, string>> }) {
  const filled = Object.entries(fields).filter(([, value]) => value !== '');
  return (
    <>
      {filled.map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
    </>
  );
}
