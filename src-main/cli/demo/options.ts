import { parseArgs } from 'node:util';

export interface DemoOptions {
  readonly out: string;
  readonly roster: string | null;
  /** Machine-marking file and rubric that belong to the roster; drawn or made up when absent. */
  readonly theory: string | null;
  readonly rubric: string | null;
  readonly json: boolean;
}

/** How the command is used. */
export const demoUsage = 'demo --out DIR [--roster FILE] [--theory FILE] [--rubric FILE] [--json]';

/** Reads the command's words; null when they are off. */
export function parseDemoOptions(args: readonly string[]): DemoOptions | null {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        out: { type: 'string' },
        roster: { type: 'string' },
        theory: { type: 'string' },
        rubric: { type: 'string' },
        json: { type: 'boolean' },
      },
    });
    if (values.out === undefined) return null;
    return {
      out: values.out,
      roster: values.roster ?? null,
      theory: values.theory ?? null,
      rubric: values.rubric ?? null,
      json: values.json ?? false,
    };
  } catch {
    return null;
  }
}
