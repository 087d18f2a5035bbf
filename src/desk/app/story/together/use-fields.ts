import { useCallback, useRef, useSyncExternalStore } from 'react';
import { type FieldName, fieldsOf } from '#stories/working-document.js';
import type { StorySession } from './session.ts';

export type Fields = Partial<Record<FieldName, unknown>>;

/** The fields that all in the story share, and how to set one. The last one who sets a field has it. */
export function useFields(session: StorySession): [Fields, (name: FieldName, value: unknown) => void] {
  const known = useRef<{ key: string; fields: Fields }>({ key: '', fields: {} });
  const fields = useSyncExternalStore(
    useCallback(
      (listener) => {
        const map = fieldsOf(session.doc);
        map.observe(listener);
        return () => map.unobserve(listener);
      },
      [session],
    ),
    () => {
      const now = fieldsOf(session.doc).toJSON() as Fields;
      const key = JSON.stringify(now);
      if (known.current.key !== key) known.current = { key, fields: now };
      return known.current.fields;
    },
  );
  const set = useCallback(
    (name: FieldName, value: unknown) => {
      const map = fieldsOf(session.doc);
      if (JSON.stringify(map.get(name)) !== JSON.stringify(value)) map.set(name, value);
    },
    [session],
  );
  return [fields, set];
}
