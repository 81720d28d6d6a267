import type { CommandIo } from '../io.ts';

export async function benchDoor(_io: CommandIo): Promise<unknown> {
  return {};
}
