import type { ActionInput, ActionName, ActionOutputs, OpenActionName } from '#shared/contract/actions.ts';
import type { CommandAnswer, CommandEnvelope } from '#shared/contract/command.ts';
import type { CommandInput, CommandType } from '#shared/contract/commands/index.ts';
import type { CommandId } from '#shared/contract/ids.ts';
import type { SignedIn } from '#shared/contract/views/site.ts';
import type { Actor } from '../ledger/capability.ts';
import type { Site, SiteHost } from './site.ts';
import type { OfferedFile } from './downloads.ts';
import type { StreamOffer } from './streams.ts';
import type { Uploads } from './uploads.ts';

/** One request's standing: which site, who is signed in, from which desk. */
export interface ApiContext {
  readonly host: SiteHost;
  readonly site: Site | null;
  readonly signedIn: SignedIn | null;
  /** Who has left this desk, which is locked: nothing is answered to them until they are back. */
  readonly away: SignedIn | null;
  /** Whom the page takes to be signed in; null when it does not say. */
  readonly expected: string | null;
  readonly sessionToken: string | null;
  readonly desk: string;
  readonly uploads: Uploads;
  /** Offers a file for one download by whoever asks here; answers the id in its address. */
  readonly offer: (file: OfferedFile) => string;
  /** Offers pictures to whoever asks here; answers the ticket in their address. */
  readonly offerStream: (offer: StreamOffer) => string;
  readonly signal: AbortSignal;
  /** Gives or (null) takes the session cookie of the answer. */
  readonly setSession: (token: string | null) => void;
}

/** What reading an upload in the import child needs. */
export type ReadContext = Pick<ApiContext, 'uploads' | 'host' | 'signal' | 'signedIn'>;

/** What an action may do: it has the open site and a person. One that is `open` in the catalogue has an `ApiContext` only. */
export interface ActContext extends ApiContext {
  readonly openSite: Site;
  readonly person: SignedIn;
  readonly actor: Actor;
}

/** A capability's share of the actions. */
export type Actions = {
  readonly [Name in ActionName]?: (
    context: Name extends OpenActionName ? ApiContext : ActContext,
    input: Required<ActionInput<Name>>,
  ) => Promise<ActionOutputs[Name]>;
};

/** Gives a command as the person of the context. */
export function submit<Type extends CommandType>(
  context: Pick<ActContext, 'openSite' | 'actor'>,
  type: Type,
  envelope: { readonly commandId: CommandId; readonly deskAt: string },
  input: CommandInput<Type>,
): Promise<CommandAnswer> {
  const command: CommandEnvelope<Type, CommandInput<Type>> = {
    id: envelope.commandId,
    type,
    input,
    deskAt: envelope.deskAt,
  };
  return context.openSite.ledger.commit(context.actor, command);
}
