import { paths } from '#shared/contract/live.ts';
import { pageHeader } from '../app/client.ts';
import { desktop } from '../app/desktop.ts';

/** Gives bytes to the person: the desktop asks for a place, a browser downloads. True when it was saved. */
export async function saveFile(suggestedName: string, content: Blob): Promise<boolean> {
  const host = desktop();
  if (host) {
    const bytes = new Uint8Array(await content.arrayBuffer());
    const answer = await host.saveFile({ suggestedName, bytes });
    return answer.ok;
  }
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = suggestedName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  return true;
}

/** Fetches a download that an action has made ready and gives it to the person. False when it was refused or given up. */
export async function saveDownload(downloadId: string, fileName: string): Promise<boolean> {
  const response = await fetch(`${paths.files}/${encodeURIComponent(downloadId)}`, { headers: pageHeader });
  return response.ok && saveFile(fileName, await response.blob());
}
