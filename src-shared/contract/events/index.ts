import type { z } from 'zod';
import { eventCatalogue } from '../capabilities.ts';

export type EventType = keyof typeof eventCatalogue;
export type EventData<Type extends EventType> = z.infer<(typeof eventCatalogue)[Type]['data']>;
export type EventPersonal<Type extends EventType> =
  (typeof eventCatalogue)[Type]['personal'] extends z.ZodType
    ? z.infer<NonNullable<(typeof eventCatalogue)[Type]['personal']>>
    : null;

/** Narrows a text to an event type. */
export function isEventType(type: string): type is EventType {
  return Object.hasOwn(eventCatalogue, type);
}
