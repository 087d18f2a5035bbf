import { Refused } from '../api.ts';

/** Asks for a file and lets the browser keep it under this name. throws  Refused with the server's sentence */
export async function saveFile(path: string, name: string): Promise<void> {
  const response = await fetch(`/desk/api${path}`, { method: 'POST', headers: { 'x-standfirst': 'desk' } });
  if (!response.ok) {
    const no = (await response.json()) as { code: string; says: string; details: Record<string, unknown> };
    throw new Refused(response.status, no.code, no.says, no.details);
  }
  const address = URL.createObjectURL(await response.blob());
  const link = Object.assign(document.createElement('a'), { href: address, download: name });
  link.click();
  URL.revokeObjectURL(address);
}
