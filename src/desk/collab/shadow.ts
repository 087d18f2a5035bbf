import { applyUpdate, Doc, decodeUpdate, encodeStateAsUpdate, getState, parseUpdateMeta } from 'yjs';
import type { RefusalCode } from '../shapes/collab.ts';

/** A long story is some hundred kilobytes; more in one update is no typing. */
const LARGEST_UPDATE_BYTES = 2 * 1024 * 1024;
/** All of a document, with what was deleted. */
const LARGEST_DOCUMENT_BYTES = 24 * 1024 * 1024;

/**
 * isForeign  whether a mark (Yjs client) is known to be another person's
 * isGuarded  whether the sender may not change what is guarded
 * mayWait    what it rests on is still on its way: a desk that has just called again sends what is new before what is old
 */
type Sender = {
  readonly isForeign: (client: number) => boolean;
  readonly isGuarded: boolean;
  readonly mayWait: boolean;
};

/**
 * A copy of a shared document on which every update is tried first: what breaks or breaks a rule here never reaches the
 * document itself, and so nobody else.
 */
export class Shadow {
  readonly #of: Doc;
  readonly #guarded: ((doc: Doc) => string) | undefined;
  #copy: Doc | undefined;
  #sizeBytes: number;
  readonly #follow = (update: Uint8Array): void => {
    if (this.#copy) applyUpdate(this.#copy, update);
  };

  constructor(of: Doc, guarded?: (doc: Doc) => string) {
    this.#of = of;
    this.#guarded = guarded;
    this.#sizeBytes = encodeStateAsUpdate(of).byteLength;
    of.on('update', this.#follow);
  }

  /** Why an update is not to be taken, or undefined where it is. */
  refusalOf(update: Uint8Array, from: Sender): RefusalCode | undefined {
    if (update.byteLength > LARGEST_UPDATE_BYTES) return 'update-too-large';
    if (this.#sizeBytes + update.byteLength > LARGEST_DOCUMENT_BYTES) return 'update-too-large';
    const refusal = this.#signatureRefusal(update, from) ?? this.#tryOut(update, from);
    if (refusal) this.#drop();
    else this.#sizeBytes += update.byteLength;
    return refusal;
  }

  destroy(): void {
    this.#of.off('update', this.#follow);
    this.#drop();
  }

  #signatureRefusal(update: Uint8Array, { isForeign }: Sender): RefusalCode | undefined {
    try {
      decodeUpdate(update);
      for (const [client, clock] of parseUpdateMeta(update).to) {
        if (clock > getState(this.#of.store, client) && isForeign(client)) return 'update-forged';
      }
      return undefined;
    } catch {
      return 'update-not-readable';
    }
  }

  #tryOut(update: Uint8Array, { isGuarded, mayWait }: Sender): RefusalCode | undefined {
    try {
      const copy = this.#current();
      const before = isGuarded ? this.#guarded?.(copy) : undefined;
      applyUpdate(copy, update);
      if (isGuarded && this.#guarded?.(copy) !== before) return 'field-guarded';
      return isWaiting(copy) && !isWaiting(this.#of) && !mayWait ? 'update-out-of-step' : undefined;
    } catch {
      return 'update-not-readable';
    }
  }

  #current(): Doc {
    if (!this.#copy) {
      this.#copy = new Doc();
      applyUpdate(this.#copy, encodeStateAsUpdate(this.#of));
    }
    return this.#copy;
  }

  #drop(): void {
    this.#copy?.destroy();
    this.#copy = undefined;
  }
}

function isWaiting({ store }: Doc): boolean {
  return store.pendingStructs !== null || store.pendingDs !== null;
}
