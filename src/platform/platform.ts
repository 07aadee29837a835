// The machinery of one process, built once in main.ts and handed down.

import type { Logger } from 'pino';

import type { Settings } from '#config';

import type { Database } from './database/database.ts';
import type { Vault } from './vault.ts';
import type { FileStore } from './files.ts';
import type { Live } from './live.ts';
import type { Metrics } from './metrics.ts';
import type { PhoneGateway } from './phone-gateway.ts';

export interface Platform {
  readonly settings: Settings;
  readonly database: Database;
  readonly vault: Vault;
  readonly files: FileStore;
  readonly live: Live;
  readonly phones: PhoneGateway;
  readonly log: Logger;
  /** The real time, an ISO instant in UTC. What happens in a district goes by `nowIn`, see district-clock.ts. */
  readonly clock: () => string;
  /** Whether the start has finished; until then only /api/health answers. Absent: it has. */
  readonly isReady?: () => boolean;
  /** Figures for Prometheus. Absent: nobody asked for them. */
  readonly metrics?: Metrics;
}
