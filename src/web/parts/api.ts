// How the apps call the server: one function for every operation, typed by the contract, and two ways it can fail.

import type { ProblemSlug } from '#problems';

import { learnServerTime } from './now.ts';
import { addressOf } from './route.ts';
import type { AnswerOf, PartsOf, Route } from './route.ts';

/** Longer than any answer takes; a phone at the edge of its network otherwise waits for minutes. */
const PATIENCE_MS = 20_000;

/** The server has said no, as problem+json. */
export class Refused extends Error {
  override name = 'Refused';
  readonly status: number;
  readonly slug: ProblemSlug | 'unknown';
  /** The whole refusal; `detail` is for programmers, the words on screen go by slug. */
  readonly body: Readonly<Record<string, unknown>>;

  constructor(status: number, body: Readonly<Record<string, unknown>>) {
    super(typeof body['detail'] === 'string' ? body['detail'] : `refused with ${status}`);
    this.status = status;
    this.body = body;
    this.slug = typeof body['type'] === 'string' ? (body['type'].split('/').at(-1) as ProblemSlug) : 'unknown';
  }
}

/** Nobody answered: no signal, a server that is being restarted, a proxy in between. Sending again is safe. */
export class NoAnswer extends Error {
  override name = 'NoAnswer';
}

export interface Credentials {
  /** A private link's token; a session travels in its cookie. */
  readonly link?: string | undefined;
  /** What this device got for an order link's code. */
  readonly device?: string | undefined;
}

export interface Api {
  readonly district: string | undefined;
  /** @throws {Refused | NoAnswer} */
  call<E>(route: Route<E>, parts?: PartsOf<E>): Promise<AnswerOf<E>>;
  /** Sends bytes under an id made here. @throws {Refused | NoAnswer} */
  upload(id: string, bytes: Blob): Promise<void>;
  /** The bytes of an attachment, which an `<img>` cannot fetch by itself with a private link. @throws {Refused | NoAnswer} */
  download(path: string): Promise<Blob>;
}

export function apiOf(district: string | undefined, credentials: Credentials = {}): Api {
  const own = headersOf(credentials);
  return {
    district,
    async call(route, parts = {}) {
      const { input } = parts;
      const answer = await ask(addressOf(route, district, parts), {
        method: route.method,
        headers: input === undefined ? own : { ...own, 'content-type': 'application/json' },
        ...(input === undefined ? {} : { body: JSON.stringify(input) }),
      });
      return (answer.status === 204 ? undefined : await answer.json()) as never;
    },
    async upload(id, bytes) {
      const type = /^(image|audio)\//.test(bytes.type) ? bytes.type : 'application/octet-stream';
      await ask(`/api/${district}/attachments/${id}`, {
        method: 'PUT',
        headers: { ...own, 'content-type': type },
        body: bytes,
      });
    },
    async download(path) {
      return (await ask(`/api/${district}${path}`, { method: 'GET', headers: own })).blob();
    },
  };
}

/** One request as it stands, for what was composed earlier and is sent now. @throws {Refused | NoAnswer} */
export async function ask(address: string, request: RequestInit): Promise<Response> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), PATIENCE_MS);
  let answer: Response;
  try {
    answer = await fetch(address, { ...request, credentials: 'same-origin', signal: limit.signal });
  } catch (error) {
    throw new NoAnswer(error instanceof Error ? error.message : 'no answer');
  } finally {
    clearTimeout(timer);
  }
  learnServerTime(answer.headers);
  if (answer.ok) return answer;
  const body = await bodyOf(answer);
  // A proxy in front of a server that is not there: not the server's own word.
  if (body === undefined || answer.status >= 500) throw new NoAnswer(`answered with ${answer.status}`);
  throw new Refused(answer.status, body);
}

async function bodyOf(answer: Response): Promise<Record<string, unknown> | undefined> {
  if (!(answer.headers.get('content-type') ?? '').includes('problem+json')) return undefined;
  try {
    return (await answer.json()) as Record<string, unknown>;
  } catch {
    return undefined; // cut off on its way: as if nobody had answered
  }
}

function headersOf({ link, device }: Credentials): Record<string, string> {
  return {
    ...(link === undefined ? {} : { authorization: `Link ${link}` }),
    ...(device === undefined ? {} : { 'x-gezhi-device': device }),
  };
}
