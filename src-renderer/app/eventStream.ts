/**
 * An `EventSource` over `fetch`: unlike the browser's own it can carry our request header, and it works the same over
 * `app://` and over HTTP. It reconnects by itself with back-off and names the last event it saw.
 */
export class FetchEventSource extends EventTarget {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSED = 2;
  readonly CONNECTING = 0;
  readonly OPEN = 1;
  readonly CLOSED = 2;
  readonly url: string;
  readyState: number = FetchEventSource.CONNECTING;
  private readonly headers: Readonly<Record<string, string>>;
  private readonly stop = new AbortController();
  private lastEventId = '';
  private failures = 0;

  constructor(url: string | URL, init: { readonly headers?: Readonly<Record<string, string>> } = {}) {
    super();
    this.url = String(url);
    this.headers = init.headers ?? {};
    void this.run();
  }

  /** Ends the stream for good. */
  close(): void {
    this.readyState = FetchEventSource.CLOSED;
    this.stop.abort();
  }

  private get closed(): boolean {
    return this.readyState === FetchEventSource.CLOSED;
  }

  private async run(): Promise<void> {
    while (!this.closed) {
      const goOn = await this.connect();
      if (this.closed) return;
      if (!goOn) {
        this.close();
        this.dispatchEvent(new Event('error'));
        return;
      }
      this.readyState = FetchEventSource.CONNECTING;
      this.dispatchEvent(new Event('error'));
      this.failures += 1;
      await pause(Math.min(500 * 2 ** (this.failures - 1), 8000), this.stop.signal);
    }
  }

  /** One connection until it ends; answers whether another try makes sense. */
  private async connect(): Promise<boolean> {
    try {
      const response = await fetch(this.url, {
        headers: {
          ...this.headers,
          accept: 'text/event-stream',
          ...(this.lastEventId === '' ? {} : { 'last-event-id': this.lastEventId }),
        },
        signal: this.stop.signal,
        cache: 'no-store',
      });
      if (response.status >= 500) return true;
      if (!response.ok || response.body === null) return false;
      this.readyState = FetchEventSource.OPEN;
      this.failures = 0;
      this.dispatchEvent(new Event('open'));
      await this.read(response.body.pipeThrough(new TextDecoderStream()));
      return true;
    } catch {
      return true;
    }
  }

  private async read(stream: ReadableStream<string>): Promise<void> {
    const reader = stream.getReader();
    let rest = '';
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const blocks = (rest + value).replaceAll('\r\n', '\n').split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) this.deliver(block);
    }
  }

  private deliver(block: string): void {
    let type = 'message';
    const data: string[] = [];
    for (const line of block.split('\n')) {
      const colon = line.indexOf(':');
      if (colon <= 0) continue;
      const field = line.slice(0, colon);
      const value = line.slice(colon + 1).replace(/^ /, '');
      if (field === 'event') type = value;
      else if (field === 'data') data.push(value);
      else if (field === 'id') this.lastEventId = value;
    }
    if (data.length === 0 && type === 'message') return;
    this.dispatchEvent(new MessageEvent(type, { data: data.join('\n'), lastEventId: this.lastEventId }));
  }
}

function pause(durationMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, durationMs);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
