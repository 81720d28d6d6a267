import { createContext, useContext } from 'react';

/** Holds everything that a person's desk draws, its dialogues too, so that it leaves the page as a whole. */
export const DeskHost = createContext<HTMLElement | null>(null);

/** Where dialogues and lists that open are drawn. */
export function useDeskHost(): HTMLElement {
  return useContext(DeskHost) ?? document.body;
}
