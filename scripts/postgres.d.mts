// Types of postgres.mjs, for tests that need a server of their own.
export function startPostgres(options?: {
  durable?: boolean;
}): Promise<{ url: string; migrationUrl: string; stop: () => Promise<void> }>;
