// Small things kept on this device by name. Where a browser forbids storage they live as long as the page.

const PREFIX = 'gezhi.';
const inMemory = new Map<string, string>();

export function readKept(name: string): string | undefined {
  try {
    return localStorage.getItem(PREFIX + name) ?? inMemory.get(name);
  } catch {
    return inMemory.get(name); // storage is switched off: the page's own memory has it
  }
}

export function keepHere(name: string, value: string | undefined): void {
  if (value === undefined) inMemory.delete(name);
  else inMemory.set(name, value);
  try {
    if (value === undefined) localStorage.removeItem(PREFIX + name);
    else localStorage.setItem(PREFIX + name, value);
  } catch {
    // Full or switched off: the page's own memory has it until it is closed.
  }
}
