// What has changed on the server, told to the page that shows it. The page loads the thing again; nothing else travels.

export interface Change {
  readonly fact: string;
  readonly kind: string;
  readonly id: string;
}

/** Listens to the district's stream until the answer is called. `onReload`: too much was missed, load everything again. */
export function listen(district: string, onChange: (change: Change) => void, onReload: () => void): () => void {
  // The browser keeps the connection, waits between tries and sends Last-Event-ID by itself.
  const source = new EventSource(`/api/${district}/stream`);
  source.addEventListener('message', ({ data }: MessageEvent<string>) => onChange(JSON.parse(data) as Change));
  source.addEventListener('reload', onReload);
  return () => source.close();
}
