import { request as httpRequest } from 'node:http';
import { randomBytes } from 'node:crypto';
import { newUlid } from '#node/newUlid.ts';
import { codeFrom } from '#shared/contract/refusal.ts';
import type { ActionInput, ActionName, ActionOutputs } from '#shared/contract/actions.ts';
import type { CommandAnswer } from '#shared/contract/command.ts';
import type { CommandInput, PersonCommandType } from '#shared/contract/commands/index.ts';
import type { CommandId } from '#shared/contract/ids.ts';
import { paths, requestHeader, uploadPieceBytes } from '#shared/contract/live.ts';
import type { QueryInput, QueryName, QueryOutputs } from '#shared/contract/queries.ts';
import type { Refusal } from '#shared/contract/refusal.ts';
import { deskTime } from '#shared/domain/deskTime.ts';

/** The core said no where the caller did not expect it. */
export class CoreRefused extends Error {
  readonly refusal: Refusal;
  constructor(what: string, refusal: Refusal) {
    super(`${what}: ${refusal.code} ${JSON.stringify(refusal.facts)}`);
    this.refusal = refusal;
  }
}

export interface CoreTransport {
  readonly socketPath: string;
  readonly socketToken: string;
  /** Waits until the core answers again after it died; throws when it will not. */
  readonly back: () => Promise<void>;
}

/** One person's session with a core, over its local socket, through the same API as every screen. */
export interface CoreClient {
  readonly ask: <Name extends QueryName>(name: Name, input: QueryInput<Name>) => Promise<QueryOutputs[Name]>;
  readonly act: <Name extends ActionName>(
    name: Name,
    input: ActionInput<Name>,
  ) => Promise<ActionOutputs[Name]>;
  /** Gives a command; after a broken connection sends it again with the same id. */
  readonly submit: <Type extends PersonCommandType>(
    type: Type,
    input: CommandInput<Type>,
  ) => Promise<CommandAnswer>;
  /** Like `give`, but a refusal is an error. */
  readonly must: <Type extends PersonCommandType>(
    type: Type,
    input: CommandInput<Type>,
  ) => Promise<Extract<CommandAnswer, { ok: true }>>;
  readonly upload: (name: string, bytes: Uint8Array) => Promise<string>;
}

const mostTries = 30;

/** Opens a client. Sign in with `act('access.signIn', …)`; the session cookie is kept. `onAcknowledged` hears of every command the core confirmed. */
export function connectToCore(
  transport: CoreTransport,
  onAcknowledged: (id: CommandId, answer: CommandAnswer) => void = () => undefined,
): CoreClient {
  let session: string | null = null;

  async function post(
    path: string,
    headers: Readonly<Record<string, string>>,
    body: Uint8Array | string,
  ): Promise<{ status: number; text: string }> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const answer = await send(
          transport,
          path,
          { ...headers, ...(session === null ? {} : { cookie: session }) },
          body,
        );
        for (const cookie of answer.cookies) session = cookie.split(';')[0] ?? null;
        return answer;
      } catch (error) {
        if (attempt >= mostTries) throw error;
        await transport.back();
      }
    }
  }

  async function call(name: string, input: unknown): Promise<unknown> {
    const { text } = await post(
      `${paths.rpc}/${name}`,
      { 'content-type': 'application/json' },
      JSON.stringify(input),
    );
    const answer = JSON.parse(text) as {
      result?: { data?: unknown };
      error?: { data?: { refusal?: Refusal } };
      code?: string;
    };
    if (answer.result !== undefined) return answer.result.data ?? null;
    throw new CoreRefused(
      name,
      answer.error?.data?.refusal ?? { code: codeFrom(answer.code ?? 'unexpected'), facts: {} },
    );
  }

  const submit = async <Type extends PersonCommandType>(
    type: Type,
    input: CommandInput<Type>,
  ): Promise<CommandAnswer> => {
    const id = newUlid() as CommandId;
    const answer = (await call('submit', { id, type, input, deskAt: deskTime(Date.now()) })) as CommandAnswer;
    onAcknowledged(id, answer);
    return answer;
  };

  return {
    ask: async (name, input) => (await call(name, input)) as never,
    act: async (name, input) => (await call(name, input)) as never,
    submit,
    async must(type, input) {
      const answer = await submit(type, input);
      if (!answer.ok) throw new CoreRefused(type, answer.refusal);
      return answer;
    },
    async upload(name, bytes) {
      const id = randomBytes(16).toString('hex');
      for (let offset = 0; offset === 0 || offset < bytes.length; offset += uploadPieceBytes) {
        const piece = bytes.subarray(offset, offset + uploadPieceBytes);
        const headers = {
          'x-upload-id': id,
          'x-upload-offset': String(offset),
          'x-upload-total': String(bytes.length),
          'x-file-name': encodeURIComponent(name),
        };
        const { status, text } = await post(paths.upload, headers, piece);
        if (status !== 200) throw new CoreRefused('upload', JSON.parse(text) as Refusal);
      }
      return id;
    },
  };
}

function send(
  transport: CoreTransport,
  path: string,
  headers: Readonly<Record<string, string>>,
  body: Uint8Array | string,
): Promise<{ status: number; text: string; cookies: readonly string[] }> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      {
        socketPath: transport.socketPath,
        path,
        method: 'POST',
        headers: { ...headers, [requestHeader]: '1', 'x-kaodian-socket': transport.socketToken },
      },
      (response) => {
        const pieces: Buffer[] = [];
        response.on('data', (piece: Buffer) => pieces.push(piece));
        response.on('error', reject);
        response.on('aborted', () => reject(new Error('the answer broke off')));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            text: Buffer.concat(pieces).toString('utf8'),
            cookies: response.headers['set-cookie'] ?? [],
          }),
        );
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}
