/** A page of a running Chromium, spoken to over the DevTools protocol. */
export interface DevTools {
  /** Evaluates an expression in the page, waits for its promise, and answers its value. Throws what it throws. */
  readonly evaluate: (expression: string) => Promise<unknown>;
  /** Asks the whole program to end, as a person who closes it. */
  readonly closeBrowser: () => Promise<void>;
}

interface Answer {
  readonly id?: number;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

interface Target {
  readonly targetId: string;
  readonly type: string;
  readonly url: string;
}

const lookAgainMs = 100;

/**
 * Connects to a debugger's address and attaches to the first page of this origin, waiting for it.
 * @param waitMs how long the page may take to appear
 * @throws when the debugger cannot be reached or no such page appears
 */
export async function connectToDevTools(address: string, origin: string, waitMs: number): Promise<DevTools> {
  const socket = new WebSocket(address);
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let lastId = 0;
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve(), { once: true });
    socket.addEventListener('error', () => reject(new Error(`no debugger at ${address}`)), { once: true });
  });
  socket.addEventListener('message', ({ data }) => {
    const answer = JSON.parse(String(data)) as Answer;
    const waiter = answer.id === undefined ? undefined : waiting.get(answer.id);
    if (answer.id === undefined || waiter === undefined) return;
    waiting.delete(answer.id);
    if (answer.error === undefined) waiter.resolve(answer.result);
    else waiter.reject(new Error(answer.error.message));
  });
  socket.addEventListener('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('the debugger went away'));
    waiting.clear();
  });

  const send = (method: string, params: object, sessionId?: string): Promise<unknown> =>
    new Promise((resolve, reject) => {
      lastId += 1;
      waiting.set(lastId, { resolve, reject });
      socket.send(
        JSON.stringify({ id: lastId, method, params, ...(sessionId === undefined ? {} : { sessionId }) }),
      );
    });

  const until = performance.now() + waitMs;
  const look = async <Value>(what: string, at: () => Promise<Value | undefined>): Promise<Value> => {
    for (;;) {
      const value = await at();
      if (value !== undefined) return value;
      if (performance.now() > until) throw new Error(`${what} did not appear`);
      await new Promise((done) => setTimeout(done, lookAgainMs));
    }
  };
  const targetId = await look(`a page of ${origin}`, async () => {
    const { targetInfos } = (await send('Target.getTargets', {})) as { targetInfos: readonly Target[] };
    return targetInfos.find(({ type, url }) => type === 'page' && url.startsWith(`${origin}/`))?.targetId;
  });
  const attached = await send('Target.attachToTarget', { targetId, flatten: true });
  const { sessionId } = attached as { sessionId: string };

  async function evaluate(expression: string): Promise<unknown> {
    const params = { expression, awaitPromise: true, returnByValue: true };
    const { result, exceptionDetails } = (await send('Runtime.evaluate', params, sessionId)) as {
      result: { value?: unknown };
      exceptionDetails?: { text: string; exception?: { description?: string } };
    };
    if (exceptionDetails !== undefined)
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  // The window's first, empty page is complete too, and is replaced under our feet.
  const isLoaded = `document.readyState === 'complete' && location.href.startsWith('${origin}/')`;
  await look('the loaded page', async () =>
    (await evaluate(isLoaded).catch(() => false)) === true ? true : undefined,
  );
  return {
    evaluate,
    async closeBrowser() {
      // It may be gone before it has answered.
      await send('Browser.close', {}).catch(() => undefined);
      socket.close();
    },
  };
}
