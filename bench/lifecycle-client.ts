// A process that plays lives of cases against a server: `node lifecycle-client.ts ORDER`, where ORDER is JSON.

import { setTimeout as sleep } from 'node:timers/promises';

import { newId } from '#shared/ids.ts';

import { idOf } from '../test/town-ground.ts';
import { tokenOf } from '../test/town.ts';
import { openClient } from './http.ts';
import type { Send } from './http.ts';
import { aReport } from './report.ts';

export interface Order {
  readonly base: string;
  readonly seconds: number;
  /** As fast as `workers` at once can, or so many lives begun each second. */
  readonly pace: { readonly workers: number } | { readonly perSecond: number };
  /** Whole lives, or reports alone. */
  readonly what: 'lives' | 'reports';
}

export interface Played {
  readonly lives: number;
  readonly seconds: number;
  /** Calls answered 503: the life they belong to is given up. */
  readonly refused: number;
  /** Of single calls. */
  readonly callMs: readonly number[];
  readonly endedAt: string;
}

/** The server says that it could not; nothing was saved. */
class Refused extends Error {}

const MOST_CONNECTIONS = 64;
const ROAD = idOf('organisation yunting road');
const session = (name: string) => `Bearer ${tokenOf(name)}`;
const DISPATCHER = session('lin');
const GRID_WORKER = session('zhou');
const RECEIVER = session('roadReceiver');

const order = JSON.parse(process.argv[2] ?? '') as Order;
const { send, close } = openClient(order.base, 'workers' in order.pace ? order.pace.workers : MOST_CONNECTIONS);
const callMs: number[] = [];
let lives = 0;
let refused = 0;

const startedAt = performance.now();
const endsAt = startedAt + order.seconds * 1000;
await ('workers' in order.pace ? playFast(order.pace.workers) : playPaced(order.pace.perSecond));
const seconds = (performance.now() - startedAt) / 1000;
close();
const played: Played = { lives, seconds, refused, callMs, endedAt: new Date().toISOString() };
process.stdout.write(JSON.stringify(played));

async function playFast(workers: number): Promise<void> {
  const work = async () => {
    while (performance.now() < endsAt) await playOne();
  };
  await Promise.all(Array.from({ length: workers }, work));
}

/** Begins on time whether or not the ones before have ended, as people do. */
async function playPaced(perSecond: number): Promise<void> {
  const begun: Promise<void>[] = [];
  for (let at = startedAt; at < endsAt; at += 1000 / perSecond) {
    await sleep(Math.max(0, at - performance.now()));
    begun.push(playOne());
  }
  await Promise.all(begun);
}

async function playOne(): Promise<void> {
  try {
    await (order.what === 'lives' ? playLife(counted) : playReport(counted));
    lives += 1;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    refused += 1;
  }
}

/** @throws {Error} when a call is wrong: then the figures mean nothing */
async function counted(...[method, path, authorization, body]: Parameters<Send>): ReturnType<Send> {
  const reply = await send(method, path, authorization, body);
  if (reply.status === 503) throw new Refused();
  if (reply.status >= 300) throw new Error(`${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
  callMs.push(reply.ms);
  return reply;
}

async function playReport(call: Send): Promise<{ id: string; link: string }> {
  const id = newId();
  const { body } = await call('POST', '/api/yunting/cases', undefined, aReport(id));
  return { id, link: body.link };
}

/** 反映 立案 派遣 签收 反馈 核查 结案 评价: eight calls by five people. */
async function playLife(call: Send): Promise<void> {
  const { id, link } = await playReport(call);
  let version = 1;
  const move = async (verb: string, authorization: string, fields: object) => {
    const { body } = await call('POST', `/api/yunting/cases/${id}/${verb}`, authorization, {
      moveId: newId(),
      seenVersion: version,
      ...fields,
    });
    version = body.version;
  };
  const workOrderId = newId();
  await move('file', DISPATCHER, { classCode: 'manholeCover' });
  await move('dispatch', DISPATCHER, { organisationId: ROAD, newWorkOrderId: workOrderId, words: '请到现场看一下' });
  await move('acknowledge', RECEIVER, { workOrderId });
  await move('feedback', RECEIVER, { workOrderId, evidence: ['photo'], words: '井盖已垫平' });
  await move('verify', GRID_WORKER, { outcome: 'solved' });
  await move('close', DISPATCHER, {});
  await move('evaluate', `Link ${link}`, { isSolved: true, manner: 'good' });
}
