// The one order of an order link on this device: opened by code, kept for when there is no signal, moved exactly once.

import { computed, onBeforeUnmount, reactive, shallowRef } from 'vue';

import { newId } from '#shared/ids.ts';
import type { MoveVerb } from '#modules/cases/moves/transitions.ts';
import { now as present } from '#web/parts/now.ts';
import { NoAnswer, Refused, apiOf } from '#web/parts/api.ts';
import { uploadSteps } from '#web/parts/evidence.ts';
import type { Draft } from '#web/parts/evidence.ts';
import { keepHere, readKept } from '#web/parts/kept-here.ts';
import { openOutbox } from '#web/parts/outbox.ts';
import type { Kept, Outbox } from '#web/parts/outbox.ts';
import type { AnswerOf, Route } from '#web/parts/route.ts';
import { getLinkedOrder, lookUpOrderLink, openOrderLink, sendOrderCode } from '#web/parts/routes.ts';

type Answer<R> = R extends Route<infer E> ? AnswerOf<E> : never;
export type OrderSeen = Answer<typeof getLinkedOrder>;
export type LinkSeen = Answer<typeof lookUpOrderLink>;

export interface OrderState {
  view: 'loading' | 'locked' | 'over' | 'unknown' | 'failed' | 'open';
  link: LinkSeen | undefined;
  order: OrderSeen | undefined;
  /** Set while what is shown was read earlier and nobody answers now. */
  staleSince: string | undefined;
  /** It was open here, and somebody has opened it on another device. */
  isElsewhere: boolean;
  call: readonly { name: string; phone: string }[];
}

export interface Move {
  readonly verb: MoveVerb;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly drafts: readonly Draft[];
}

export type Sent = 'sent' | 'kept' | 'changed';

let opened: Promise<Outbox> | undefined;
/** Of its own: what a crew says about an order waits apart from what a resident reports. */
const outboxOfOrders = () => (opened ??= openOutbox('orders'));

export function useLinkedOrder(district: string, token: string, title: () => string) {
  const name = `order.${token.slice(0, 12)}`;
  const state = reactive<OrderState>({
    view: 'loading',
    link: undefined,
    order: undefined,
    staleSince: undefined,
    isElsewhere: false,
    call: [],
  }) as OrderState;
  // Shallow: what goes into the browser's database must not be wrapped.
  const box = shallowRef<Outbox>();
  const api = () => apiOf(district, { link: token, device: readKept(`${name}.device`) });
  const waiting = computed<readonly Kept[]>(() =>
    (box.value?.waiting ?? []).filter(({ subject }) => subject === `order ${token}`),
  );

  async function load(): Promise<void> {
    if (readKept(`${name}.device`) === undefined) return lookUp();
    try {
      show(await api().call(getLinkedOrder), undefined);
      keepHere(`${name}.seen`, JSON.stringify({ at: present(), order: state.order }));
    } catch (error) {
      if (error instanceof Refused && error.status === 401) {
        keepHere(`${name}.device`, undefined);
        keepHere(`${name}.seen`, undefined);
        state.isElsewhere = error.slug === 'order-link-locked';
        return lookUp();
      }
      if (!(error instanceof NoAnswer)) throw error;
      showKept();
    }
  }

  async function lookUp(): Promise<void> {
    try {
      state.link = await apiOf(district).call(lookUpOrderLink, { input: { link: token } });
      state.call = state.link.call;
      state.view = state.link.state;
    } catch (error) {
      if (error instanceof Refused && error.slug !== 'too-many-tries') {
        state.call = Array.isArray(error.body['call']) ? (error.body['call'] as OrderState['call']) : [];
        state.view = 'unknown';
      } else state.view = 'failed';
    }
  }

  function show(order: OrderSeen, staleSince: string | undefined): void {
    state.order = order;
    state.call = order.call;
    state.staleSince = staleSince;
    state.isElsewhere = false;
    state.view = 'open';
  }

  function showKept(): void {
    if (state.order !== undefined) {
      state.staleSince ??= present();
      return;
    }
    const kept = readKept(`${name}.seen`);
    if (kept === undefined) {
      state.view = 'failed';
      return;
    }
    const { at, order } = JSON.parse(kept) as { at: string; order: OrderSeen };
    show(order, at);
  }

  /** @throws {Refused | NoAnswer} */
  async function askForCode(): Promise<void> {
    await apiOf(district).call(sendOrderCode, { input: { link: token } });
  }

  /** What was composed on this device before goes out under the new key. @throws {Refused | NoAnswer} */
  async function unlock(code: string): Promise<void> {
    const { device } = await apiOf(district).call(openOrderLink, { input: { link: token, code } });
    keepHere(`${name}.device`, device);
    const outbox = await outboxOfOrders();
    for (const parcel of waiting.value) {
      const steps = parcel.steps.map((step) => ({ ...step, headers: { ...step.headers, ...credentials() } }));
      await outbox.keep({ ...parcel, steps });
    }
    await load();
  }

  /** `kept`: it waits on this device. `changed`: the matter has moved on, the page is fresh, nothing was sent. @throws {Refused} */
  async function send({ verb, fields, drafts }: Move): Promise<Sent> {
    const { order } = state;
    if (order === undefined) throw new Error('nothing is open here');
    const outbox = await outboxOfOrders();
    const moveId = newId();
    const body = {
      moveId,
      seenVersion: order.case.version,
      workOrderId: order.order.id,
      // The server's clock is right; this phone's is asked only when the server cannot be.
      ...(navigator.onLine ? {} : { at: momentAfter(order) }),
      ...(drafts.length === 0 ? {} : { attachmentIds: drafts.map(({ id }) => id) }),
      ...fields,
    };
    const step = {
      method: 'POST',
      address: `/api/${district}/cases/${order.case.id}/${verb}`,
      headers: { ...credentials(), 'content-type': 'application/json' },
      body: JSON.stringify(body),
    };
    const parcel = {
      id: moveId,
      subject: `order ${token}`,
      title: title(),
      madeAt: present(),
      steps: [...uploadSteps(district, drafts, credentials()), step],
    };
    try {
      const answer = await outbox.send(parcel);
      await load();
      return answer === undefined ? 'kept' : 'sent';
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      await load();
      if (error.slug === 'case-changed') return 'changed';
      throw error;
    }
  }

  function credentials(): Record<string, string> {
    const device = readKept(`${name}.device`);
    return { authorization: `Link ${token}`, ...(device === undefined ? {} : { 'x-gezhi-device': device }) };
  }

  const comeBack = () => void (document.visibilityState === 'visible' && state.view === 'open' && load());
  const online = () => void load();
  document.addEventListener('visibilitychange', comeBack);
  addEventListener('online', online);
  let stopListening: () => void = () => undefined;
  void outboxOfOrders().then((outbox) => {
    box.value = outbox;
    stopListening = outbox.onSent(() => void load());
  });
  onBeforeUnmount(() => {
    document.removeEventListener('visibilitychange', comeBack);
    removeEventListener('online', online);
    stopListening();
  });

  return {
    state,
    waiting,
    isKept: computed(() => box.value?.isKept ?? true),
    api,
    load,
    askForCode,
    unlock,
    send,
    again: async () => (await outboxOfOrders()).flush(),
    drop: async (id: string) => (await outboxOfOrders()).remove(id),
  };
}

/** Now by this phone, but never before what it follows. */
function momentAfter(order: OrderSeen): string {
  const now = present();
  return order.case.stations.reduce((last, { at }) => (at > last ? at : last), now);
}
