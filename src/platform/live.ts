// Tells the open streams of this and every other process that a batch of facts has passed.

export interface Live {
  /** Called by the pump after commit. */
  tell(districtKey: string, batch: number): Promise<void>;
  /** Returns the way to stop listening. */
  listen(listener: (districtKey: string, batch: number) => void): () => void;
  close(): Promise<void>;
}

/** One process alone: the embedded database has no other. */
export function liveHere(): Live {
  const listeners = new Set<(districtKey: string, batch: number) => void>();
  return {
    async tell(districtKey, batch) {
      for (const listener of listeners) listener(districtKey, batch);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      listeners.clear();
    },
  };
}
