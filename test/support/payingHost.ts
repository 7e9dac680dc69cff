import { readdir, readFile } from 'node:fs/promises';

/** Ids of the extension hosts that descend from this very process, by Linux's process list. */
export async function ownExtensionHosts(): Promise<readonly number[]> {
  const ids = (await readdir('/proc')).map(Number).filter((id) => id > 0);
  const parents = new Map(await Promise.all(ids.map(async (id) => [id, await parentOf(id)] as const)));
  const isOurs = (id: number | undefined): boolean => id !== undefined && id > 1 && (id === process.pid || isOurs(parents.get(id)));
  const commands = await Promise.all(ids.filter(isOurs).map(async (id) => [id, await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')] as const));
  return commands.filter(([, command]) => command.includes('--type=extensionHost')).map(([id]) => id);
}

async function parentOf(id: number): Promise<number | undefined> {
  const stat = await readFile(`/proc/${id}/stat`, 'utf8').catch(() => '');
  const parent = /^\d+ \(.*\) \S (\d+)/s.exec(stat)?.[1];
  return parent === undefined ? undefined : Number(parent);
}
