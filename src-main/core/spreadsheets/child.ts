/**
 * Entry of the import child: reads one untrusted spreadsheet from standard input, answers lines of JSON, ends. It is started
 * by `parse.ts` without the right to write files, start programs or load native parts, and it may be killed at any moment.
 */
import { set_fs } from 'xlsx';
import { ChildRequest, lastLine, peopleInLine } from './childProtocol.ts';
import type { ChildAnswer } from './childProtocol.ts';
import { watchMemory } from './memoryWatch.ts';
import { readKind } from './readKind.ts';

// The library is given bytes only; without a file system it cannot open anything by a name in the file.
set_fs({});

const chunks: Buffer[] = [];
for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
const input = Buffer.concat(chunks);
const lineEnd = input.indexOf(0x0a);
const request = ChildRequest.parse(JSON.parse(input.toString('utf8', 0, lineEnd)));
watchMemory(request.residentBytes);
await send(readKind(request, input.subarray(lineEnd + 1)));
process.exit(0);

async function send({
  answer,
  people,
}: {
  readonly answer: ChildAnswer;
  readonly people: readonly unknown[];
}): Promise<void> {
  await writeLine(JSON.stringify(answer));
  for (let at = 0; at < people.length; at += peopleInLine)
    await writeLine(JSON.stringify(people.slice(at, at + peopleInLine)));
  await writeLine(lastLine);
}

function writeLine(line: string): Promise<void> {
  return new Promise((resolve, reject) =>
    process.stdout.write(`${line}\n`, (error) => (error ? reject(error) : resolve())),
  );
}
