// The log: one JSON object a line, without personal data. Secrets are struck out by name, phone numbers by their look.

import pino from 'pino';
import type { Logger } from 'pino';

import { describeError } from './http/server.ts';

/** Where the lines go; standard output when absent. */
export interface LogTarget {
  write(line: string): void;
}

const SECRET_NAMES = [
  'phone',
  'dutyPhone',
  'contactPhone',
  'password',
  'token',
  'secret',
  'words',
  'idNumber',
  'address',
  'authorization',
  'cookie',
  'headers',
  'body',
  'query',
];

// Eleven digits beginning with 1 that stand alone: nothing of ours that is logged looks like that.
const PHONE_NUMBER = /(?<![\w.-])1\d{10}(?![\w.-])/g;

export function createLog(level: string, target: LogTarget = process.stdout): Logger {
  return pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: SECRET_NAMES.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[removed]' },
      // Fastify logs a few errors and requests of its own accord.
      serializers: {
        err: describeError,
        error: (error: unknown) => (error instanceof Error ? describeError(error) : error),
        req: () => undefined,
        res: () => undefined,
      },
    },
    { write: (line: string) => target.write(line.replace(PHONE_NUMBER, '[phone]')) },
  );
}
