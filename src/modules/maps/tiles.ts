// Tiles of the base map: fetched from the addresses the operator has set and no others, small, in time, and kept for a day.

import { problem } from '#problems';
import type { Context } from '#platform/context.ts';
import type { Wire } from '#platform/http/serve.ts';
import type { Platform } from '#platform/platform.ts';

export interface TileAddress {
  readonly layer: number;
  readonly z: number;
  readonly x: number;
  readonly y: number;
}

interface Tile {
  readonly type: string;
  readonly bytes: Buffer;
  readonly fetchedAt: number;
}

const PATIENCE_MS = 5_000;
const MOST_TILE_BYTES = 500_000;
const MOST_KEPT_BYTES = 32_000_000;
const KEPT_MS = 24 * 3_600_000;
/** Asked for at one time; whoever comes then is told to try again, and the page draws without. */
const MOST_AT_ONCE = 32;
const PICTURES = /^image\/(png|jpeg|webp)$/;

export async function sendTile(ctx: Context, address: TileAddress, { reply }: Wire): Promise<void> {
  const { type, bytes } = await tilesOf(ctx.platform).get(address, Date.parse(ctx.now));
  reply.header('cache-control', 'private, max-age=86400').type(type).send(bytes);
}

interface Tiles {
  /** @throws {Problem} `not-found` outside the map, `base-map-away` when no picture comes */
  get(address: TileAddress, now: number): Promise<Tile>;
}

const ofPlatform = new WeakMap<Platform, Tiles>();

function tilesOf(platform: Platform): Tiles {
  const tiles = ofPlatform.get(platform) ?? openTiles(platform);
  ofPlatform.set(platform, tiles);
  return tiles;
}

function openTiles({ settings }: Platform): Tiles {
  // In the order of their last use: the first goes when it becomes too much.
  const kept = new Map<string, Tile>();
  const coming = new Map<string, Promise<Tile>>();
  let keptBytes = 0;

  const forget = (key: string) => {
    keptBytes -= kept.get(key)?.bytes.length ?? 0;
    kept.delete(key);
  };
  const keep = (key: string, tile: Tile) => {
    forget(key);
    kept.set(key, tile);
    keptBytes += tile.bytes.length;
    for (const oldest of kept.keys()) {
      if (keptBytes <= MOST_KEPT_BYTES) break;
      forget(oldest);
    }
  };

  return {
    async get(address, now) {
      const { layer, z, x, y } = address;
      const template = settings.baseMapTiles[layer];
      const [columns, rows] = settings.baseMapGrid === 'w' ? [2 ** z, 2 ** z] : [2 ** z, 2 ** Math.max(0, z - 1)];
      if (template === undefined || x >= columns || y >= rows) throw problem('not-found', 'There is no such tile');
      const key = `${layer}/${z}/${x}/${y}`;
      const known = kept.get(key);
      if (known !== undefined && now - known.fetchedAt < KEPT_MS) {
        keep(key, known);
        return known;
      }
      const same = coming.get(key);
      if (same !== undefined) return same;
      if (coming.size >= MOST_AT_ONCE) throw away('too many tiles are being fetched');
      const fetching = fetchTile(addressOf(template, address), now).finally(() => coming.delete(key));
      coming.set(key, fetching);
      const tile = await fetching;
      keep(key, tile);
      return tile;
    },
  };
}

function addressOf(template: string, { z, x, y }: TileAddress): string {
  return template
    .replace(/\{(\d)-(\d)\}/, (_, first: string, last: string) =>
      String(Number(first) + ((x + y) % (Number(last) - Number(first) + 1))),
    )
    .replaceAll('{z}', String(z))
    .replaceAll('{x}', String(x))
    .replaceAll('{y}', String(y));
}

/** The address holds a key: no refusal repeats it. */
async function fetchTile(address: string, now: number): Promise<Tile> {
  let answer: Response;
  try {
    // A redirect could lead anywhere, also to a machine only this one reaches.
    answer = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(PATIENCE_MS) });
  } catch (error) {
    throw away(error instanceof Error && error.name === 'TimeoutError' ? 'no answer in time' : 'no answer');
  }
  const type = (answer.headers.get('content-type') ?? '').split(';')[0]!.trim().toLowerCase();
  if (!answer.ok || !PICTURES.test(type) || answer.body === null) {
    await answer.body?.cancel();
    throw away(`answered with ${answer.status} ${type}`);
  }
  return { type, bytes: await readAtMost(answer.body, MOST_TILE_BYTES), fetchedAt: now };
}

async function readAtMost(body: ReadableStream<Uint8Array>, most: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const part of body) {
      size += part.length;
      // Leaving the loop ends the connection.
      if (size > most) break;
      parts.push(part);
    }
  } catch {
    throw away('cut off on its way');
  }
  if (size > most) throw away(`a tile of more than ${most} bytes`);
  return Buffer.concat(parts);
}

function away(why: string): Error {
  return problem('base-map-away', why);
}
