import { commandCatalogue, eventCatalogue } from '#shared/contract/capabilities.ts';
import type { CommandDefinition } from '#shared/contract/command.ts';
import { isCommandType } from '#shared/contract/commands/index.ts';
import type { Audience, HiddenReason } from '#shared/contract/events/audience.ts';
import { isEventType } from '#shared/contract/events/index.ts';
import type { HiddenPart } from '#shared/contract/views/results.ts';
import type { Role } from '#shared/domain/roles.ts';
import type { SealState } from '../api/seals.ts';
import { readHeader } from '../ledger/rows.ts';
import type { StoredRow } from '../ledger/rows.ts';

/** Who asks. Replaying, verifying, sealing and backing up have no viewer and do not come here. */
export interface Viewer {
  readonly id: string;
  readonly roles: readonly Role[];
}

/** What a viewer may be told of a row besides its header. */
export interface VisibleFacts {
  /** Why nothing is told; null when something is. */
  readonly hidden: HiddenReason | null;
  /** The data as text, without the parts that are hidden; null when all of it is. */
  readonly data: string | null;
  readonly personal: string | null;
  readonly hiddenParts: readonly HiddenPart[];
}

/**
 * The one way from a row of the ledger to any answer: what of it this viewer may see. The content is hidden, never the row. Salts are
 * never told, or a short content could be guessed from the hashes in the header.
 */
export function visibleFacts(
  row: Pick<StoredRow, 'header' | 'data' | 'personal'>,
  viewer: Viewer,
  state: SealState,
): VisibleFacts {
  const { type, actor, batch } = readHeader(row.header);
  if (!isEventType(type)) return nothing('roles');
  const definition = eventCatalogue[type];
  const data = JSON.parse(row.data) as Readonly<Record<string, unknown>>;
  const hiddenFrom = (audience: Audience): HiddenReason | null => {
    const writer = actor === viewer.id || data['secondPerson'] === viewer.id;
    const holds = (roles: readonly Role[]): boolean => viewer.roles.some((role) => roles.includes(role));
    switch (audience.kind) {
      case 'open':
        return null;
      case 'roles':
        return writer || holds(audience.roles) ? null : 'roles';
      case 'approvers':
        return writer || holds([...audience.roles, ...approversOf(data['commandType'])]) ? null : 'roles';
      case 'sealed':
        if (writer && audience.meanwhile === 'writer') return null;
        if (!holds(audience.readers)) return 'roles';
        return state(audience.until, { batch, data }) ? null : audience.until;
    }
  };
  const hidden = hiddenFrom(definition.audience);
  if (hidden !== null) return nothing(hidden);
  const hiddenParts = Object.entries(definition.parts).flatMap(([part, audience]): HiddenPart[] => {
    const reason = hiddenFrom(audience);
    return reason === null ? [] : [{ part, reason }];
  });
  if (hiddenParts.length === 0) return { hidden: null, data: row.data, personal: row.personal, hiddenParts };
  const names = hiddenParts.map(({ part }) => part);
  const shown = Object.fromEntries(Object.entries(data).filter(([name]) => !names.includes(name)));
  return { hidden: null, data: JSON.stringify(shown), personal: row.personal, hiddenParts };
}

function nothing(hidden: HiddenReason): VisibleFacts {
  return { hidden, data: null, personal: null, hiddenParts: [] };
}

/** Whoever may approve a command sees what is asked for. */
function approversOf(type: unknown): readonly Role[] {
  if (typeof type !== 'string' || !isCommandType(type)) return [];
  const definition: CommandDefinition = commandCatalogue[type];
  return definition.secondPerson ?? [];
}
