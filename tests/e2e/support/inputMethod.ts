import type { CDPSession, Locator, Page } from '@playwright/test';

/** A Chinese input method at a field: what is composed so far stands in the field, then the word replaces it. */
export interface InputMethod {
  /** Types letters into the composition, key by key: `c`, `ce`, … */
  compose(letters: string): Promise<void>;
  /** Ends the composition with a word. */
  settle(word: string): Promise<void>;
}

/** Puts the cursor into a field and gives the input method that types there. */
export async function inputMethodAt(page: Page, field: Locator): Promise<InputMethod> {
  await field.click();
  const session: CDPSession = await page.context().newCDPSession(page);
  return {
    async compose(letters) {
      for (let end = 1; end <= letters.length; end += 1) {
        const text = letters.slice(0, end);
        await session.send('Input.imeSetComposition', { text, selectionStart: end, selectionEnd: end });
      }
    },
    async settle(word) {
      await session.send('Input.insertText', { text: word });
      await session.detach();
    },
  };
}
