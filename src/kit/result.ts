/** What a decision answers when a no is an ordinary outcome: the value, or the reason why not. */
export type Result<Value, Refusal> = { ok: true; value: Value } | { ok: false; refusal: Refusal };

export function yes<Value>(value: Value): { ok: true; value: Value } {
  return { ok: true, value };
}

export function no<Refusal>(refusal: Refusal): { ok: false; refusal: Refusal } {
  return { ok: false, refusal };
}
