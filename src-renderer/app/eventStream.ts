import { EventSource } from 'eventsource';

/**
 * The live stream: unlike the browser's own `EventSource` it carries our request header, and it works the same over `app://`
 * and over HTTP. It connects again by itself and names the last event it saw; only a refusal ends it.
 */
export class FetchEventSource extends EventSource {
  constructor(url: string | URL, init: { readonly headers?: Readonly<Record<string, string>> } = {}) {
    super(url, {
      fetch: async (address, request) => {
        const response = await fetch(address, {
          ...request,
          headers: { ...init.headers, ...request.headers },
        });
        if (response.status < 500) return response;
        await response.body?.cancel();
        throw new Error(`the site is away for a moment: ${response.status}`);
      },
    });
  }
}
